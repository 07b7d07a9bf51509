package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitTree.Entry;
import dev.portico.test.SampleRepo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
    @TempDir private Path folder;

    private GitRemote remote;
    private GitRepositories repositories;
    private SampleRepo repo;

    @BeforeEach
    void start() {
        remote =
                new GitRemote(
                        new GitHosts(List.of()),
                        OutgoingPolicy.of(List.of()),
                        folder,
                        Duration.ofSeconds(5),
                        1000);
        repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote,
                                folder.resolve("mirrors"),
                                Long.MAX_VALUE,
                                Clock.systemUTC()));
        repo = SampleRepo.create(folder.resolve("repo"));
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private GitTree open(String ref) {
        return repositories.open(RepoUrl.ofPath(repo.folder()), ref);
    }

    @Test
    void hasModesLinksAndWhatLinksLeadTo() {
        repo.change()
                .put("a/b/file", "1")
                .executable("a/b/run", "2")
                .link("a/b/link", "../../nowhere")
                .submodule("a/b/module")
                .put("a/c", "3")
                .put("ab/d", "4")
                .commit();
        try (GitTree tree = open("main")) {
            List<Entry> entries = tree.checkout("a/b").orElseThrow();
            assertThat(entries)
                    .extracting(it -> it.path() + " " + it.kind())
                    .containsExactly("file FILE", "link LINK", "run EXECUTABLE");
            assertThat(tree.content(entries.get(1), 100))
                    .isEqualTo("../../nowhere".getBytes(StandardCharsets.UTF_8));
            assertThat(tree.checkout("").orElseThrow()).hasSize(5);
            assertThat(tree.checkout("a/c")).as("a file").isEmpty();
            assertThat(tree.checkout("nope")).isEmpty();
            assertThat(tree.hasFolder("a")).isTrue();
            assertThat(tree.hasFolder("")).isTrue();
            assertThat(tree.hasFolder("a/b/link")).isFalse();
            assertThat(tree.entry(tree.find("a/b/run").orElseThrow()).kind())
                    .isEqualTo(Entry.Kind.EXECUTABLE);
            assertThat(tree.entry(tree.find("a/c").orElseThrow()).kind())
                    .isEqualTo(Entry.Kind.FILE);
            assertThatThrownBy(() -> tree.content(entries.getFirst(), 0))
                    .isInstanceOf(PorticoException.class)
                    .extracting("code")
                    .isEqualTo(ErrorCode.TOO_LARGE);
        }
        assertThat(repositories.fileLimit()).isEqualTo(1000);
    }

    @Test
    void aRepositoryWithoutCommitsHasNothing() {
        try (GitTree tree = repositories.open(RepoUrl.ofPath(repo.folder()), null)) {
            assertThat(tree.checkout("")).contains(List.of());
            assertThat(tree.checkout("a")).isEmpty();
            assertThat(tree.hasFolder("")).isTrue();
            assertThat(tree.hasFolder("a")).isFalse();
        }
    }
}
