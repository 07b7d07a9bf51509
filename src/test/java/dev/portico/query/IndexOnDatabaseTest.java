package dev.portico.query;

import static dev.portico.catalog.CatalogFixture.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Change;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.FeedBatch;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.store.ChangeSignal;
import dev.portico.model.SourceClass;
import dev.portico.test.TestDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index on a real database: whatever happens to either, they agree again.
class IndexOnDatabaseTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final CatalogFeed feed = new ChangeLog(catalog.feed, catalog.signal);

    private CatalogIndex open(CatalogFeed of, Duration check) {
        CatalogIndex index = new CatalogIndex(of, folder.resolve("index"), check);
        index.start();
        return index;
    }

    /// Only that the index takes in no more than once is shown by turning the comparison off.
    private CatalogIndex open() {
        return open(feed, Duration.ZERO);
    }

    @Test
    void aPositionWithoutChangesIsReachedAndToldToNoOne() throws Exception {
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        List<List<Change>> heard = Collections.synchronizedList(new ArrayList<>());
        try (CatalogIndex index = open();
                AutoCloseable _ = index.onAdvance((_, changes) -> heard.add(changes))) {
            catalog.put(lease, component("f", "orders", "red"));
            index.awaitPosition(1, SOON);
            ClaimDelta.Change weak =
                    new ClaimDelta.Change(
                            CatalogFixture.ref("orders"),
                            "owner",
                            "default",
                            "",
                            List.of("blue"),
                            null,
                            "test",
                            null);
            catalog.writer.apply(ClaimDelta.of(CatalogFixture.cause(lease), List.of(weak)));
            index.awaitPosition(2, SOON);
            catalog.put(lease, component("f", "orders", "green"));
            index.awaitPosition(3, SOON);

            await().atMost(SOON).until(() -> heard.size() == 2);
            assertThat(heard).allSatisfy(changes -> assertThat(changes).hasSize(1));
            Agreement.check(index, feed, "claims");
        }
    }

    @Test
    void noFollowerMissesAChangeOfWritersThatCommitInAnyOrder() throws Exception {
        long seed = 20_261_123L;
        CatalogFeed elsewhere = new ChangeLog(catalog.feed, new ChangeSignal(catalog.sql::connect));
        List<Change> heard = Collections.synchronizedList(new ArrayList<>());
        List<Change> heardElsewhere = Collections.synchronizedList(new ArrayList<>());
        try (CatalogIndex near = open(feed, Sample.ALWAYS);
                CatalogIndex far =
                        new CatalogIndex(elsewhere, folder.resolve("far"), Sample.ALWAYS);
                AutoCloseable _ = near.onAdvance((_, changes) -> heard.addAll(changes));
                AutoCloseable _ = far.onAdvance((_, changes) -> heardElsewhere.addAll(changes));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            far.start();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SourceLease lease = catalog.source("git:" + i, SourceClass.GIT);
                Random random = new Random(seed + i);
                writers.add(executor.submit(() -> write(lease, random)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            long latest = feed.latest();
            assertThat(latest).isGreaterThan(60);
            List<Change> all = feed.read(0, Integer.MAX_VALUE).orElseThrow().changes();
            List<Change> written = new ArrayList<>(all);
            for (long at = all.getLast().position(); at < latest; ) {
                FeedBatch more = feed.read(at, Integer.MAX_VALUE).orElseThrow();
                written.addAll(more.changes());
                at = more.position();
            }
            for (CatalogIndex index : List.of(near, far)) {
                index.awaitPosition(latest, SOON);
                Agreement.check(index, feed, "seed " + seed);
                assertThat(index.status().comparison().difference()).isNull();
            }
            await().atMost(SOON).until(() -> heard.size() >= written.size());
            await().atMost(SOON).until(() -> heardElsewhere.size() >= written.size());
            assertThat(brief(heard)).as("seed %d", seed).isEqualTo(brief(written));
            assertThat(brief(heardElsewhere)).as("seed %d", seed).isEqualTo(brief(written));
        }
    }

    private static List<String> brief(List<Change> changes) {
        return changes.stream()
                .map(it -> it.position() + " " + it.type() + " " + it.ref())
                .toList();
    }

    private void write(SourceLease lease, Random random) {
        for (int i = 0; i < 25; i++) {
            Map<String, Declaration> upserts = new TreeMap<>();
            List<Declaration.Key> removals = new ArrayList<>();
            for (int n = 0; n < 10; n++) {
                Declaration declaration =
                        component("f", "svc-" + random.nextInt(40), "team-" + random.nextInt(5));
                upserts.put(declaration.ref().name(), declaration);
            }
            upserts.values()
                    .removeIf(
                            it -> {
                                boolean goes = random.nextInt(4) == 0;
                                if (goes) {
                                    removals.add(it.key());
                                }
                                return goes;
                            });
            catalog.writer.apply(
                    Delta.of(
                            lease,
                            CatalogFixture.cause(lease),
                            List.copyOf(upserts.values()),
                            removals));
        }
    }

    /// Committing goes on beside writing, so an index that was killed may hold a part of what came
    /// behind the position it says. Here that is a relation that came and went, and one that went
    /// and came, before the index follows on.
    @Test
    void followsOnFromACommitThatHoldsMoreThanItSays() throws IOException {
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        catalog.put(lease, component("f", "orders", "red"), component("f", "billing", "red"));
        try (CatalogIndex index = open()) {
            index.awaitPosition(1, SOON);
        }
        catalog.put(lease, component("f", "orders", "blue"));
        FSDirectory directory = FSDirectory.open(folder.resolve("index/index-1"));
        try (IndexStore store = IndexStore.open(directory, new SegmentCache())) {
            CommitMark mark = store.mark();
            new BatchWriter(store).write(feed.read(1, 10).orElseThrow(), 0);
            store.commit(mark);
        }
        catalog.put(lease, component("f", "orders", "red"));

        try (CatalogIndex index = open()) {
            index.awaitPosition(3, SOON);
            Agreement.check(index, feed, "followed on");
        }
    }

    /// Numbers keep their form on the way from a file to the index, else the comparison would find
    /// differences where there are none.
    @Test
    void unusualValuesDoNotCountAsDifferences() {
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        catalog.put(
                lease,
                component(
                        "f",
                        "odd",
                        "red",
                        Map.of(
                                "a",
                                1.0,
                                "b",
                                -0.0,
                                "c",
                                1e300,
                                "e",
                                new BigInteger("123456789012345678901234567890"),
                                "f",
                                "\uD83D\uDE00\u0000\u2028",
                                "g",
                                List.of(List.of(), Map.of(), 1e-7, 100_000_000.0),
                                "etag",
                                "its-own")),
                component("f", "zürich-ß-\uFF5E", "red"),
                component("f", "\uD83D\uDE00", "red"),
                component("g", "removed", "red"));
        catalog.remove(lease, component("g", "removed", "red"));
        try (CatalogIndex index = open(feed, Sample.ALWAYS)) {
            index.awaitPosition(2, SOON);
            await().atMost(SOON).until(() -> index.status().comparison().complete() >= 2);
            assertThat(index.status().comparison().difference()).isNull();
            Agreement.check(index, feed, "compared");
        }
    }

    /// As after `pg_restore`: the same database id, another history behind some position.
    @Test
    void isOfTheNewHistoryWhenTheDatabaseIsRestoredAndAdvancedWhileItRuns() {
        CatalogFixture restored = new CatalogFixture(TestDatabase.fresh());
        assertThat(restored.feed.databaseId()).isEqualTo(catalog.feed.databaseId());
        SourceLease lease = catalog.source("git:a", SourceClass.GIT);
        SourceLease leaseThere = restored.source("git:a", SourceClass.GIT);
        catalog.put(lease, component("f", "orders", "red"));
        catalog.put(lease, component("f", "billing", "red"));
        AtomicReference<CatalogFeed> now = new AtomicReference<>(feed);
        try (CatalogIndex index = open(switching(now), Duration.ZERO)) {
            index.awaitPosition(2, SOON);
            restored.put(leaseThere, component("f", "orders", "blue"));
            restored.put(leaseThere, component("f", "shipping", "blue"));
            restored.put(leaseThere, component("f", "stock", "blue"));
            CatalogFeed restoredFeed = new ChangeLog(restored.feed, restored.signal);
            now.set(restoredFeed);
            index.awaitPosition(3, SOON);
            Agreement.check(index, restoredFeed, "restored and advanced");
        }
    }

    /// The database is exchanged without the index noticing an interruption.
    private static CatalogFeed switching(AtomicReference<CatalogFeed> now) {
        return (CatalogFeed)
                Proxy.newProxyInstance(
                        CatalogFeed.class.getClassLoader(),
                        new Class<?>[] {CatalogFeed.class},
                        (_, method, arguments) -> {
                            try {
                                return method.invoke(now.get(), arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
