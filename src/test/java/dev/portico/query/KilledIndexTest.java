package dev.portico.query;

import static dev.portico.catalog.CatalogFixture.component;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.test.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// A program is killed while it follows and commits, again and again, at any moment; each time the
/// index opens where it was, follows on, and agrees with the database.
class KilledIndexTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long SEED = 20_261_123L;
    private static final int ROUNDS = 8;
    private static final int NAMES = 60;

    @TempDir Path folder;
    private final ConnectionInfo database = TestDatabase.freshConnection();
    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @BeforeEach
    void connect() {
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password().value());
    }

    @Test
    void opensAndAgreesAfterEachKill() throws Exception {
        CatalogFixture catalog = new CatalogFixture(dataSource);
        ChangeLog feed = new ChangeLog(catalog.feed, catalog.signal);
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        catalog.put(lease, component("f", "svc-0", "team-0"));
        for (int round = 0; round < ROUNDS; round++) {
            Process process = start();
            try (BufferedReader output = process.inputReader()) {
                assertThat(output.readLine()).isEqualTo("serves");
                long end = System.nanoTime() + random.nextLong(200_000_000);
                while (System.nanoTime() < end) {
                    change(catalog, lease);
                    LockSupport.parkNanos(random.nextLong(5_000_000));
                }
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            change(catalog, lease);

            String where = "seed " + SEED + " round " + round;
            try (CatalogIndex index = new CatalogIndex(feed, folder, Duration.ZERO)) {
                index.start();
                index.awaitPosition(feed.latest(), SOON);
                Agreement.check(index, feed, where);
            }
            assertThat(folder.resolve("index-1")).as("%s built anew", where).isDirectory();
        }
    }

    private void change(CatalogFixture catalog, SourceLease lease) {
        List<Declaration> upserts = new ArrayList<>();
        List<Declaration.Key> removals = new ArrayList<>();
        int from = random.nextInt(NAMES);
        for (int i = 0; i < 8; i++) {
            Declaration declaration =
                    component("f", "svc-" + (from + i) % NAMES, "team-" + random.nextInt(3));
            if (random.nextInt(4) == 0) {
                removals.add(declaration.key());
            } else {
                upserts.add(declaration);
            }
        }
        catalog.writer.apply(Delta.of(lease, CatalogFixture.cause(lease), upserts, removals));
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IndexProcess.class.getName(),
                        database.jdbcUrl(),
                        database.user(),
                        folder.toString());
        builder.environment().put("PGPASSWORD", database.password().value());
        builder.redirectError(Files.createTempFile(folder.getParent(), "killed", ".log").toFile());
        return builder.start();
    }
}
