package dev.portico.app;

import static dev.portico.app.Programs.byName;
import static dev.portico.app.Programs.entityCount;
import static dev.portico.app.Programs.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.SampleCatalog;
import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.platform.postgres.EmbeddedPostgres;
import dev.portico.platform.postgres.PostgresBinaries;
import dev.portico.platform.postgres.PostgresOptions;
import dev.portico.scm.RepositoryWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL dies in the middle of a run and comes back; the program stays.
class PostgresDownIT {
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir private Path folder;
    private Programs programs;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() {
        programs = new Programs(folder);
        postgres = startPostgres();
    }

    private EmbeddedPostgres startPostgres() {
        Path unpacked = Path.of("target", "postgres").toAbsolutePath();
        return EmbeddedPostgres.start(
                PostgresOptions.throwAway(
                        folder.resolve("server"), PostgresBinaries.bundled(unpacked)));
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
        postgres.close();
    }

    @Test
    void readsGoOnAndTheRunIsMadeUpFor() throws Exception {
        Map<String, String> files = new SampleCatalog(3_000, 11).files();
        StatedCatalog stated = StatedCatalog.of(files.values());
        Path repository = Files.createDirectories(folder.resolve("repository"));
        RepositoryWriter.create(repository, files, "All entities");
        ConnectionInfo database = postgres.connection();
        ServerProcess program =
                programs.on("data", database)
                        .with("portico.source.git.repositories[0].url", repository.toString())
                        .with("portico.source.git.repositories[0].trust", "platform")
                        .with("portico.location.allowed-hosts", "git.example.com")
                        .launch();
        String firstApi = stated.refs().iterator().next().replaceFirst(".*/", "");

        await().atMost(SOON).until(() -> isMigrated(database));
        try (Connection connection = Programs.connect(database)) {
            StuckDelta.prepare(connection, 2);
            await().atMost(SOON).until(() -> StuckDelta.isStuck(connection));
            StuckDelta.never(connection);
        }
        program.awaitReady();
        await().atMost(SOON).until(() -> byName(program, "api", firstApi).statusCode() == 200);

        killPostgres();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> refused =
                    program.post(
                            "/api/catalog/locations",
                            """
                            {"type": "url", "target": "https://git.example.com/a/b/catalog.yaml"}
                            """);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(byName(program, "api", firstApi).statusCode()).isEqualTo(200);
            assertThat(entityCount(program)).isEqualTo(1_000);
            assertThat(program.get("/").statusCode()).isEqualTo(200);
            assertThat(program.get("/q/health/ready").statusCode()).isEqualTo(200);
        }

        postgres = startPostgres();
        assertThat(postgres.connection().jdbcUrl()).isEqualTo(database.jdbcUrl());
        long back = System.nanoTime();
        await().atMost(SOON).until(() -> entityCount(program) == stated.refs().size());
        System.out.printf(
                "Complete %d ms after PostgreSQL was back%n",
                (System.nanoTime() - back) / 1_000_000);
        assertThat(Programs.uids(program).keySet())
                .containsExactlyInAnyOrderElementsOf(stated.refs());
        try (Connection connection = Programs.connect(database)) {
            assertThat(rows(connection, "select max(position) - count(*) from delta"))
                    .containsExactly("0");
        }
        assertThat(Programs.troubles(program)).noneMatch(line -> line.contains("ERROR"));
    }

    private static boolean isMigrated(ConnectionInfo database) {
        try (Connection connection = Programs.connect(database)) {
            return rows(connection, "select to_regclass('delta')").equals(List.of("delta"));
        } catch (Exception e) {
            return false;
        }
    }

    /// As when the machine runs out of memory: without a word, with all its children.
    private void killPostgres() throws Exception {
        ProcessHandle server = EmbeddedPostgres.running(folder.resolve("server")).orElseThrow();
        List<ProcessHandle> all = server.descendants().toList();
        server.destroyForcibly();
        await().atMost(SOON)
                .until(() -> !server.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
