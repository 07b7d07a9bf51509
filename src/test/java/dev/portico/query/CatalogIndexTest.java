package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.Change;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogIndexTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final FakeFeed feed = new FakeFeed();
    private CatalogIndex index = new CatalogIndex(feed, Path.of("unused"), Duration.ZERO);

    @BeforeEach
    void start() {
        index = new CatalogIndex(feed, folder, Duration.ZERO);
        index.start();
        index.awaitPosition(0, SOON);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void aDanglingTargetShowsItsRelationAndGetsItWhenItComes() {
        Entity orders = Sample.component("orders");
        index.awaitPosition(feed.put(orders, Sample.ownedBy(orders, Sample.TEAM)), SOON);
        assertThat(index.find(Sample.TEAM)).isEmpty();
        assertThat(index.relations(Sample.TEAM))
                .extracting(it -> it.type() + " " + it.target())
                .containsExactly("ownerOf component:default/orders");
        index.awaitPosition(feed.put(Sample.entity("Group", "team")), SOON);
        assertThat(index.find(Sample.TEAM).orElseThrow().entity().relations()).hasSize(1);
        index.awaitPosition(feed.remove(Sample.ORDERS), SOON);
        assertThat(index.find(Sample.TEAM).orElseThrow().entity().relations()).isEmpty();
        assertThat(index.count(EntityFilter.equal("relations.ownerOf", "component:default/orders")))
                .isZero();
    }

    @Test
    void aRelationMadeFromBothEndsStaysWhenOneGoes() {
        Entity parent = Sample.entity("Group", "team");
        Entity child = Sample.entity("Group", "child");
        feed.put(parent, new RelationPair(parent.ref(), "parentOf", child.ref(), "childOf"));
        RelationPair up = new RelationPair(child.ref(), "childOf", parent.ref(), "parentOf");
        index.awaitPosition(feed.put(child, up), SOON);
        assertThat(index.relations(parent.ref())).hasSize(1);
        index.awaitPosition(feed.put(parent), SOON);
        assertThat(index.relations(parent.ref()))
                .extracting(it -> it.type())
                .containsExactly("parentOf");
        index.awaitPosition(feed.put(child), SOON);
        assertThat(index.relations(parent.ref())).isEmpty();
        assertThat(index.find(parent.ref()).orElseThrow().entity().relations()).isEmpty();
    }

    @Test
    void anEtagOfTheDocumentIsKept() {
        Entity own = Sample.component("orders");
        Entity tagged =
                new Entity(own.json().with("metadata", own.metadata().with("etag", "mine")));
        index.awaitPosition(feed.put(tagged), SOON);
        Entity other = Sample.component("billing");
        index.awaitPosition(feed.put(other, Sample.ownedBy(other, Sample.ORDERS)), SOON);
        assertThat(index.find(Sample.ORDERS).orElseThrow().etag()).isEqualTo("mine");
        assertThat(index.find(other.ref()).orElseThrow().etag()).matches("[0-9a-f]{40}");
    }

    @Test
    void aHubIsRightSoonAndItsRelationsAtOnce() {
        feed.put(Sample.entity("Group", "team"));
        Map<Entity, List<RelationPair>> many = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Entity component = Sample.component("c" + i);
            many.put(component, List.of(Sample.ownedBy(component, Sample.TEAM)));
        }
        index.awaitPosition(feed.commit(many, List.of()), SOON);
        assertThat(index.relations(Sample.TEAM)).hasSize(20_000);
        long last = 0;
        for (int i = 0; i < 20; i++) {
            Entity late = Sample.component("late" + i);
            last = feed.put(late, Sample.ownedBy(late, Sample.TEAM));
        }
        index.awaitPosition(last, SOON);
        assertThat(index.relations(Sample.TEAM)).hasSize(20_020);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                index.find(Sample.TEAM)
                                                        .orElseThrow()
                                                        .entity()
                                                        .relations())
                                        .hasSize(20_020));
        index.close();
        index = new CatalogIndex(feed, folder, Duration.ZERO);
        index.start();
        index.awaitPosition(last, SOON);
        assertThat(index.relations(Sample.TEAM)).hasSize(20_020);
        assertThat(feed.snapshots()).isEqualTo(1);
    }

    @Test
    void aSlowListenerDelaysOnlyItselfAndMissesNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Long> slow = Collections.synchronizedList(new ArrayList<>());
        List<Long> quick = Collections.synchronizedList(new ArrayList<>());
        try (AutoCloseable a =
                        index.onAdvance(
                                (_, changes) -> {
                                    awaitQuietly(go);
                                    changes.forEach(it -> slow.add(it.position()));
                                });
                AutoCloseable b =
                        index.onAdvance(
                                (_, changes) -> changes.forEach(it -> quick.add(it.position())))) {
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
                for (int n = 0; n < 500; n++) {
                    put.put(Sample.component("c" + (i * 500 + n) % 700), List.of());
                }
                long position = feed.commit(put, List.of());
                put.keySet().forEach(_ -> expected.add(position));
                index.awaitPosition(position, SOON);
            }
            await().atMost(SOON).until(() -> quick.equals(expected));
            assertThat(slow).isEmpty();
            go.countDown();
            await().atMost(SOON).until(() -> slow.size() >= expected.size());
            assertThat(slow).isEqualTo(expected);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerHearsWhatReadsShowAlready() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        try (AutoCloseable _ =
                index.onAdvance(
                        (_, changes) ->
                                changes.forEach(
                                        it ->
                                                heard.add(
                                                        it.type()
                                                                + " "
                                                                + index.find(it.ref())
                                                                        .isPresent())))) {
            index.awaitPosition(feed.put(Sample.component("orders")), SOON);
            await().until(() -> heard.size() == 1);
            index.awaitPosition(feed.remove(Sample.ORDERS), SOON);
            await().until(() -> heard.size() == 2);
        }
        assertThat(heard)
                .containsExactly(Change.Type.CREATED + " true", Change.Type.REMOVED + " false");
    }

    @Test
    void readersNeverFailNorSeeHalfABatchWhileItChanges() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            readers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            while (!done.get()) {
                                                checkPairs();
                                            }
                                        } catch (Throwable e) {
                                            failures.add(e);
                                        }
                                    }));
        }
        for (int i = 0; i < 150; i++) {
            Entity left = Sample.component("left", "t" + i);
            Entity right = Sample.component("right", "t" + i);
            Entity more = Sample.component("c" + i % 40);
            long position =
                    feed.commit(
                            Map.of(left, List.of(), right, List.of(), more, List.of()),
                            List.of(Sample.component("c" + (i + 20) % 40).ref()));
            if (i % 10 == 0) {
                index.awaitPosition(position, SOON);
            }
        }
        index.awaitPosition(150, SOON);
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
    }

    private void checkPairs() {
        EntityFilter pair = new EntityFilter.Prefix("metadata.tags", "t");
        Page page = index.query(PageRequest.of(pair, 10));
        assertThat(page.total()).isEqualTo(page.rows().size()).isIn(0L, 2L);
        assertThat(
                        page.entities().stream()
                                .map(it -> it.entity().metadata().list("tags"))
                                .distinct())
                .hasSizeLessThan(2);
        index.facets(List.of("kind"), EntityFilter.ALL);
    }

    @Test
    void saysWhichLimitIsBroken() {
        EntityFilter deep = EntityFilter.ALL;
        for (int i = 0; i < 200; i++) {
            deep = new EntityFilter.Not(deep);
        }
        EntityFilter tooDeep = deep;
        EntityFilter wide = new EntityFilter.Or(Collections.nCopies(10_000, EntityFilter.NONE));
        refused(
                "The limit is 10001; it must be from 0 to 10000.",
                () -> index.query(PageRequest.of(EntityFilter.ALL, 10_001)));
        refused("The depth of a filter is 101", () -> index.count(tooDeep));
        refused("The number of conditions in a filter is 10001", () -> index.count(wide));
        refused(
                "The number of facets is 51",
                () -> index.facets(Collections.nCopies(51, "kind"), EntityFilter.ALL));
        refused(
                "The number of refs is 10001",
                () -> index.findAll(Collections.nCopies(10_001, Sample.ORDERS), EntityFilter.ALL));
        refused(
                "The depth of a walk is 21",
                () -> index.walk(new WalkRequest(Sample.ORDERS, Set.of(), 21, 10)));
        refused(
                "The limit of a walk is 10001",
                () -> index.walk(new WalkRequest(Sample.ORDERS, Set.of(), 2, 10_001)));
        refused(
                "The cursor is of another order",
                () -> index.query(after(new PageKey(List.of(), "x"))));
        refused(
                "The cursor names the uid 'x'",
                () -> index.query(after(new PageKey(List.of("a"), "x"))));
    }

    private static PageRequest after(PageKey key) {
        return new PageRequest(
                EntityFilter.ALL,
                null,
                List.of(new OrderBy("kind", false)),
                PageRequest.Rows.PER_ENTITY,
                key,
                false,
                0,
                1,
                true);
    }

    private static void refused(String sentence, Runnable read) {
        assertThatThrownBy(read::run)
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(sentence);
    }

    @Test
    void findsByUidWhatStands() {
        Entity orders = Sample.component("orders");
        index.awaitPosition(feed.put(orders), SOON);
        String uid = orders.uid().orElseThrow();
        assertThat(index.findByUid(uid).orElseThrow().ref()).isEqualTo(Sample.ORDERS);
        assertThat(index.findByUid("nothing")).isEmpty();
        index.awaitPosition(feed.remove(Sample.ORDERS), SOON);
        assertThat(index.findByUid(uid)).isEmpty();
    }

    @Test
    void walksEndInCyclesAndSayWhenTheyWereCutShort() {
        Entity a = Sample.component("a");
        Entity b = Sample.component("b");
        EntityRef gone = EntityRef.parse("component:gone");
        feed.put(a, new RelationPair(a.ref(), "dependsOn", b.ref(), "dependencyOf"));
        long position =
                feed.put(
                        b,
                        new RelationPair(b.ref(), "dependsOn", a.ref(), "dependencyOf"),
                        new RelationPair(b.ref(), "dependsOn", gone, "dependencyOf"));
        index.awaitPosition(position, SOON);
        Set<String> types = Set.of("dependsOn");
        Walk walk = index.walk(new WalkRequest(a.ref(), types, 20, 10));
        assertThat(walk.truncated()).isFalse();
        assertThat(walk.steps())
                .extracting(it -> it.ref() + " " + it.depth() + " " + it.path().size())
                .containsExactly("component:default/b 1 1", "component:default/gone 2 2");
        assertThat(index.walk(new WalkRequest(a.ref(), types, 20, 1)).truncated()).isTrue();
        assertThat(index.path(a.ref(), gone, types).orElseThrow())
                .extracting(it -> it.target().name())
                .containsExactly("b", "gone");
        assertThat(index.path(gone, a.ref(), types)).isEmpty();
    }
}
