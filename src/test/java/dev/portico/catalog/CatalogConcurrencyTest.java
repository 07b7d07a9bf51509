package dev.portico.catalog;

import static dev.portico.catalog.CatalogFixture.component;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.SourceClass;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.test.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CatalogConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int DELTAS = 40;
    private static final long SEED = 20_261_123L;

    /// Four sources write the same refs in random order while a follower reads: nobody deadlocks,
    /// the follower sees every position once and ends with exactly what the database holds.
    @Test
    void writersOfTheSameRefsNeitherDeadlockNorHideAChangeFromAFollower() throws Exception {
        CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
        List<SourceLease> leases = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            leases.add(catalog.source("git:" + i, SourceClass.GIT));
        }
        AtomicBoolean done = new AtomicBoolean();
        Map<String, String> followed = new HashMap<>();
        List<Long> positions = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> follower = executor.submit(() -> follow(catalog, done, followed, positions));
            List<Future<?>> writers = new ArrayList<>();
            for (SourceLease lease : leases) {
                writers.add(executor.submit(() -> write(catalog, lease)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            follower.get();
        }
        Map<String, String> truth = new HashMap<>();
        catalog.feed.snapshot(
                state -> truth.put(state.ref().toString(), new String(state.document())), _ -> {});
        assertThat(followed).as("seed %d", SEED).isEqualTo(truth);
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(positions.getLast()).isEqualTo(catalog.feed.latest());
        Set<Long> all = new HashSet<>();
        for (long position = 1; position <= catalog.feed.latest(); position++) {
            if (catalog.feed.positionId(position).isPresent()) {
                all.add(position);
            }
        }
        assertThat(all).hasSize((int) catalog.feed.latest());
    }

    private static void write(CatalogFixture catalog, SourceLease lease) {
        Random random = new Random(SEED + lease.source().hashCode());
        for (int i = 0; i < DELTAS; i++) {
            List<Declaration> upserts = new ArrayList<>();
            List<Declaration.Key> removals = new ArrayList<>();
            Set<Integer> names = new HashSet<>();
            while (names.size() < 12) {
                names.add(random.nextInt(40));
            }
            for (int name : names) {
                Declaration declaration =
                        component("f", "svc-" + name, "team-" + random.nextInt(5));
                if (random.nextInt(4) == 0) {
                    removals.add(declaration.key());
                } else {
                    upserts.add(declaration);
                }
            }
            catalog.writer.apply(Delta.of(lease, CatalogFixture.cause(lease), upserts, removals));
        }
    }

    private static void follow(
            CatalogFixture catalog,
            AtomicBoolean done,
            Map<String, String> followed,
            List<Long> positions) {
        long at = 0;
        while (true) {
            boolean last = done.get();
            var batch = catalog.feed.read(at, 50);
            if (batch.isEmpty()) {
                if (last) {
                    return;
                }
                Thread.onSpinWait();
                continue;
            }
            at = batch.get().position();
            positions.add(at);
            batch.get().removed().forEach(ref -> followed.remove(ref.toString()));
            batch.get()
                    .entities()
                    .forEach(
                            state ->
                                    followed.put(
                                            state.ref().toString(), new String(state.document())));
        }
    }

    /// Transaction ids are not used for positions, so a long transaction elsewhere on the server
    /// delays nothing.
    @Test
    void anOpenWriteTransactionInAnotherDatabaseDelaysNothing() throws Exception {
        ConnectionInfo other = TestDatabase.freshConnection();
        CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        try (Connection open =
                DriverManager.getConnection(
                        other.jdbcUrl(), other.user(), other.password().value())) {
            open.setAutoCommit(false);
            open.createStatement().executeUpdate("create table held (id int)");
            open.createStatement().executeQuery("select pg_advisory_xact_lock(7007)");

            Applied applied = catalog.put(lease, component("f", "orders", "red"));

            assertThat(catalog.feed.read(0, 10).orElseThrow().position())
                    .isEqualTo(applied.position());
            open.rollback();
        }
    }

    /// A program that dies in a transaction leaves nothing behind and holds nobody up.
    @Test
    void aWriterThatDiesBetweenLockAndCommitLeavesNothing() throws Exception {
        ConnectionInfo info = TestDatabase.freshConnection();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(info.jdbcUrl());
        dataSource.setUser(info.user());
        dataSource.setPassword(info.password().value());
        CatalogFixture catalog = new CatalogFixture(dataSource);
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        Connection dying = dataSource.getConnection();
        dying.setAutoCommit(false);
        dying.createStatement()
                .executeUpdate("insert into entity (ref) values ('component:default/x')");
        dying.createStatement().executeQuery("select pg_advisory_xact_lock(7007)");
        try (Connection admin = dataSource.getConnection()) {
            admin.createStatement()
                    .executeQuery(
                            "select pg_terminate_backend(pid) from pg_stat_activity where pid <>"
                                    + " pg_backend_pid() and datname = current_database()");
        }

        Applied applied = catalog.put(lease, component("f", "orders", "red"));

        assertThat(applied).isEqualTo(new Applied(1, 1, 0, 0));
        List<String> refs = new ArrayList<>();
        catalog.feed.snapshot(state -> refs.add(state.ref().toString()), _ -> {});
        assertThat(refs).containsExactly("component:default/orders");
    }
}
