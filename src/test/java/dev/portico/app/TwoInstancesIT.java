package dev.portico.app;

import static dev.portico.app.Programs.byName;
import static dev.portico.app.Programs.entityCount;
import static dev.portico.app.Programs.rows;
import static dev.portico.test.SampleRepo.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.test.SampleRepo;
import dev.portico.test.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two programs on one database read the same repositories at once; then one dies.
class TwoInstancesIT {
    private static final int REPOSITORIES = 20;
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String HOLDERS =
            "select count(*), count(distinct lease_node) from source where lease_node is not null";

    @TempDir private Path folder;
    private final ConnectionInfo database = TestDatabase.freshConnection();
    private final List<SampleRepo> repositories = new ArrayList<>();
    private Programs programs;

    @BeforeEach
    void makeTheRepositories() throws Exception {
        programs = new Programs(folder);
        Path parent = Files.createDirectories(folder.resolve("repositories"));
        for (int i = 0; i < REPOSITORIES; i++) {
            SampleRepo repository = SampleRepo.create(parent.resolve("repo-%02d.git".formatted(i)));
            repository.commit(
                    "catalog-info.yaml",
                    component("own-%02d".formatted(i))
                            + "---\n"
                            // each but the last is declared twice: by this and the next one
                            + component("shared-%02d".formatted((i + 1) / 2)));
            repositories.add(repository);
        }
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
    }

    private ServerProcess program(String name) throws Exception {
        return programs.on(name, database)
                .with("portico.source.git.folders[0]", folder + "/repositories")
                .launch();
    }

    @Test
    void shareTheWorkAndTakeOverFromOneThatDied() throws Exception {
        ServerProcess one = program("one");
        ServerProcess two = program("two");
        one.awaitReady();
        two.awaitReady();
        int expected = REPOSITORIES + REPOSITORIES / 2 + 1;
        await().atMost(SOON)
                .until(() -> entityCount(one) == expected && entityCount(two) == expected);
        try (Connection connection = Programs.connect(database)) {
            await().atMost(SOON).until(() -> rows(connection, HOLDERS).equals(List.of("20 2")));
            await().atMost(SOON)
                    .until(
                            () ->
                                    rows(connection, "select count(*) from declaration")
                                            .equals(List.of("" + 2 * REPOSITORIES)));
            Map<String, String> uids = Programs.uids(one);
            assertThat(uids)
                    .hasSize(expected)
                    .containsKeys("component:default/own-00", "component:default/shared-10");
            assertThat(Programs.uids(two)).isEqualTo(uids);
            assertThat(Programs.position(one)).isEqualTo(Programs.position(two));
            assertThat(
                            rows(
                                    connection,
                                    "select min(position), max(position) - count(*) from delta"))
                    .containsExactly("1 0");
            assertThat(rows(connection, "select ref from change group by ref having count(*) > 1"))
                    .isEmpty();
            assertThat(rows(connection, HOLDERS)).containsExactly("20 2");

            one.kill();
            repositories.forEach(
                    repository ->
                            repository.commit(
                                    ".backstage/new.yaml",
                                    component("new-" + repository.folder().getFileName())));
            long killed = System.nanoTime();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> entityCount(two) == expected + REPOSITORIES);
            long millis = (System.nanoTime() - killed) / 1_000_000;
            System.out.printf("Commits in a dead node's repositories came after %d ms%n", millis);
            assertThat(millis).isLessThan(30_000);
            assertThat(byName(two, "component", "new-repo-19.git").statusCode()).isEqualTo(200);
            assertThat(rows(connection, HOLDERS)).containsExactly("20 1");
        }
        assertThat(Programs.troubles(one)).isEmpty();
        assertThat(Programs.troubles(two)).isEmpty();
    }
}
