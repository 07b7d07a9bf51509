package dev.portico.source.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.PlatformConfig;
import dev.portico.source.Source;
import dev.portico.test.SampleRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFoldersTest {
    @TempDir private Path folder;
    private ScanFixture fixture;
    private PlatformConfig platform;
    private Path local;

    @BeforeEach
    void start() throws Exception {
        fixture = new ScanFixture(folder.resolve("fixture"));
        platform = Settings.of(PlatformConfig.class, "portico.data-dir=" + folder);
        local = Files.createDirectories(folder.resolve("git"));
        Files.createDirectories(local.resolve("acme"));
        SampleRepo.create(local.resolve("acme/orders.git"))
                .commit("catalog-info.yaml", SampleRepo.component("orders"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void movesMirrorsOfAnEarlierVersionAndNothingElse() throws Exception {
        SampleRepo.create(local.resolve("github.com-acme-orders-0123456789ab.git"));
        Files.createDirectories(local.resolve("trash-x"));

        Path mirrors = DataFolders.mirrors(platform);

        assertThat(mirrors).isEqualTo(folder.resolve("mirrors"));
        assertThat(mirrors.resolve("github.com-acme-orders-0123456789ab.git/HEAD")).exists();
        assertThat(mirrors.resolve("trash-x")).exists();
        assertThat(local).isDirectoryContaining(path -> path.endsWith("acme"));
        assertThat(local.resolve("acme/orders.git/HEAD")).exists();
        assertThat(DataFolders.mirrors(platform)).isEqualTo(mirrors);
    }

    @Test
    void readsTheRepositoriesOfTheHostLocal() {
        GitSourceProvider provider =
                new GitSourceProvider(
                        Settings.of(
                                GitConfig.class,
                                "portico.source.git.folders=" + folder.resolve("git")),
                        fixture.tools(),
                        platform);

        assertThat(provider.sources())
                .extracting(Source::info)
                .extracting(info -> info.name())
                .containsExactly("git:" + local.resolve("acme/orders.git"));
        assertThat(provider.complete()).isTrue();
    }
}
