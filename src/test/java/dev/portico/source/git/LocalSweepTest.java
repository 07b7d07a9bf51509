package dev.portico.source.git;

import static dev.portico.test.SampleRepo.component;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.source.Source;
import dev.portico.test.SampleRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSweepTest {
    @TempDir private Path folder;
    private ScanFixture fixture;
    private final LocalSweep sweep = new LocalSweep(InstantSource.system());

    @BeforeEach
    void start() {
        fixture = new ScanFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void settle() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(sweep.settled()).isTrue());
        assertThat(sweep.sweep()).isEmpty();
    }

    @Test
    void noticesACommitABranchAndAPackedRef() throws Exception {
        SampleRepo repo = SampleRepo.create(folder.resolve("a"));
        repo.commit("catalog-info.yaml", component("a"));
        Source source = fixture.repository(repo.folder().toString());
        sweep.watch(List.of(source));
        settle();

        repo.commit("catalog-info.yaml", component("b"));
        assertThat(sweep.sweep()).containsExactly(source.info().name());
        settle();
        repo.on("trunk").commit("catalog-info.yaml", component("c"));
        assertThat(sweep.sweep()).isEmpty();
        repo.head("trunk");
        assertThat(sweep.sweep()).containsExactly(source.info().name());
        settle();
        try (Git git = Git.open(repo.folder().toFile())) {
            git.packRefs().setAll(true).call();
        }
        assertThat(sweep.sweep()).isEmpty();
        settle();
        repo.commit("catalog-info.yaml", component("d"));
        assertThat(sweep.sweep()).containsExactly(source.info().name());
    }

    @Test
    void noticesTwoCommitsRightAfterOneAnother() {
        SampleRepo repo = SampleRepo.create(folder.resolve("a"));
        sweep.watch(List.of(fixture.repository(repo.folder().toString())));
        assertThat(sweep.sweep()).isEmpty();

        for (int i = 0; i < 20; i++) {
            repo.commit("catalog-info.yaml", component("c" + i));
            assertThat(sweep.sweep()).hasSize(1);
        }
    }

    @Test
    void findsRepositoriesOfAFolderAsTheyCome() throws Exception {
        SampleRepo first = SampleRepo.create(folder.resolve("team/one"));
        SampleRepo.create(folder.resolve("x/y/three"));
        SampleRepo.create(folder.resolve("x/y/z/too-deep"));
        Files.createDirectories(folder.resolve("plain"));

        assertThat(FolderRepositories.find(folder))
                .containsExactly(folder.resolve("team/one"), folder.resolve("x/y/three"));
        first.copyTo(folder.resolve("two"));
        assertThat(FolderRepositories.find(folder)).contains(folder.resolve("two")).hasSize(3);
    }

    @Test
    void watchesAThousandWithoutOpenFiles() {
        SampleRepo first = SampleRepo.create(folder.resolve("first"));
        first.commit("catalog-info.yaml", component("a"));
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sources.add(
                    fixture.repository(first.copyTo(folder.resolve("r" + i)).folder().toString()));
        }
        sweep.watch(sources);
        sweep.sweep();

        SampleRepo last = first.copyTo(folder.resolve("last"));
        sources.add(fixture.repository(last.folder().toString()));
        sweep.watch(sources);
        assertThat(sweep.sweep()).isEmpty();
        last.commit("catalog-info.yaml", component("b"));

        assertThat(sweep.sweep()).containsExactly("git:" + last.folder());
    }
}
