package dev.portico.source.git;

import static dev.portico.test.SampleRepo.component;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.source.RepositoryRead;
import dev.portico.source.Scan;
import dev.portico.test.GitServer;
import dev.portico.test.SampleRepo;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersFilesTest {
    @TempDir private Path folder;
    private GitServer server;
    private ScanFixture fixture;
    private final ScanFixture.Reader reader = new ScanFixture.Reader();

    @BeforeEach
    void start() {
        server = GitServer.start(folder);
        fixture = new ScanFixture(folder).gitea(server.authority());
    }

    @AfterEach
    void stop() {
        server.close();
        fixture.close();
    }

    @Test
    void aScanTellsTheOwnersFileAlsoWhenNothingElseChanged() {
        SampleRepo repo = SampleRepo.create(folder.resolve("orders"));
        String first =
                repo.change()
                        .put("catalog-info.yaml", component("orders"))
                        .put("docs/CODEOWNERS", "* @acme/docs\n")
                        .put(".github/CODEOWNERS", "* @acme/late\n")
                        .commit();
        GitSource source = fixture.repository(server.url("orders"));

        RepositoryRead before = only(reader.scan(source));
        repo.change().put("docs/CODEOWNERS", "* @acme/others\n").commit();
        Scan second = reader.scan(source);

        assertThat(before.identity()).isEqualTo(server.url("orders"));
        assertThat(before.branch()).isEqualTo("main");
        assertThat(before.revision()).isEqualTo(first);
        assertThat(before.owners().path()).isEqualTo("docs/CODEOWNERS");
        assertThat(before.paths())
                .containsExactly(
                        Map.entry(
                                server.url("orders") + "/src/branch/main/catalog-info.yaml",
                                "catalog-info.yaml"));
        assertThat(second.changed()).isEmpty();
        assertThat(only(second).owners().content()).isEqualTo("* @acme/others\n");
        assertThat(only(second).owners().id()).isNotEqualTo(before.owners().id());
    }

    private static RepositoryRead only(Scan scan) {
        assertThat(scan.repositories()).hasSize(1);
        return scan.repositories().getFirst();
    }
}
