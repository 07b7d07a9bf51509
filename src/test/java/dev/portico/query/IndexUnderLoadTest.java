package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers while much changes: none fails, and what they join together is right.
class IndexUnderLoadTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ENTITIES = 2_000;
    private static final int OWNERS = 50;

    @TempDir Path folder;
    private final FakeFeed feed = new FakeFeed();
    private CatalogIndex index = new CatalogIndex(feed, Path.of("unused"), Duration.ZERO);

    @BeforeEach
    void start() {
        index = new CatalogIndex(feed, folder, Duration.ofSeconds(2));
        index.start();
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static Entity component(int i, String tag) {
        return Sample.component("c-%05d".formatted(i), tag, "steady");
    }

    private static RelationPair owned(Entity entity, int owner) {
        return Sample.ownedBy(entity, new EntityRef("group", "default", "team-" + owner));
    }

    @Test
    void aBurstOfFiftyThousandChangesFailsNoneOf64ReadersAndLeavesNothingStale() throws Exception {
        long seed = 20_261_123L;
        feed.commit(all("first"), List.of());
        index.awaitPosition(1, SOON);
        AtomicBoolean drained = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                running.add(
                        readers.submit(
                                () -> {
                                    while (!drained.get()) {
                                        read(random);
                                        reads.incrementAndGet();
                                        Thread.sleep(1);
                                    }
                                    return null;
                                }));
            }
            long last = burst(new SplittableRandom(seed), 50_000);
            index.awaitPosition(last, SOON);
            drained.set(true);
            for (Future<?> reader : running) {
                reader.get();
            }
        }
        assertThat(reads.get()).isGreaterThan(64);
        Agreement.check(index, feed, "seed " + seed);
        assertThat(index.status().comparison().difference()).isNull();
        assertThat(index.status().problem()).isNull();
    }

    private static Map<Entity, List<RelationPair>> all(String tag) {
        Map<Entity, List<RelationPair>> all = new LinkedHashMap<>();
        for (int i = 0; i < ENTITIES; i++) {
            Entity entity = component(i, tag);
            all.put(entity, List.of(owned(entity, i % OWNERS)));
        }
        for (int i = 0; i < OWNERS; i++) {
            all.put(Sample.entity("Group", "team-" + i), List.of());
        }
        return all;
    }

    /// Transactions of 500 changes; a tenth of them removes.
    private long burst(SplittableRandom random, int changes) {
        long position = 0;
        for (int done = 0; done < changes; done += 500) {
            Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
            List<EntityRef> remove = new ArrayList<>();
            int from = random.nextInt(ENTITIES);
            for (int n = 0; n < 500; n++) {
                Entity entity = component((from + n) % ENTITIES, "tag-" + random.nextInt(20));
                if (random.nextInt(10) == 0) {
                    remove.add(entity.ref());
                } else {
                    put.put(entity, List.of(owned(entity, random.nextInt(OWNERS))));
                }
            }
            position = feed.commit(put, remove);
        }
        return position;
    }

    private void read(SplittableRandom random) {
        EntityRef ref = component(random.nextInt(ENTITIES), "any").ref();
        EntityRef team = new EntityRef("group", "default", "team-" + random.nextInt(OWNERS));
        switch (random.nextInt(6)) {
            case 0 ->
                    index.find(ref)
                            .ifPresent(
                                    it -> {
                                        assertThat(it.ref()).isEqualTo(ref);
                                        assertThat(it.entity().relations()).hasSize(1);
                                    });
            case 1 -> assertThat(index.find(team)).isPresent();
            case 2 -> {
                EntityFilter owned = EntityFilter.equal("relations.ownedBy", team.toString());
                Page page = index.query(PageRequest.of(owned, 20));
                assertThat(page.entities())
                        .allSatisfy(
                                it ->
                                        assertThat(it.entity().relations())
                                                .extracting(relation -> relation.target())
                                                .containsExactly(team));
            }
            case 3 ->
                    assertThat(index.facets(List.of("kind"), EntityFilter.ALL).get("kind"))
                            .contains(new FacetCount("Group", OWNERS));
            case 4 ->
                    assertThat(index.count(EntityFilter.equal("metadata.tags", "steady")))
                            .isBetween(1L, (long) ENTITIES);
            default ->
                    assertThat(index.walk(new WalkRequest(team, Set.of("ownerOf"), 1, 10)).steps())
                            .allMatch(it -> it.ref().kind().equals("component"));
        }
    }

    /// Entities whose place in the order stands still come exactly once, in order, however much the
    /// others come, go and move meanwhile; and no row comes twice.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void pagesJoinedGiveTheWholeListWhileEntitiesChange(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            put.put(component(i, "tag-" + random.nextInt(30)), List.of());
        }
        index.awaitPosition(feed.commit(put, List.of()), SOON);
        OrderBy by =
                new OrderBy(random.nextBoolean() ? "metadata.tags" : OrderBy.REF, seed % 2 == 0);
        PageRequest request =
                new PageRequest(
                        EntityFilter.equal("kind", "component"),
                        null,
                        List.of(by),
                        random.nextBoolean()
                                ? PageRequest.Rows.PER_VALUE
                                : PageRequest.Rows.PER_ENTITY,
                        null,
                        random.nextBoolean(),
                        0,
                        random.nextInt(15, 50),
                        true);
        // every third stands still; its rows are those of the first look
        Map<String, Set<PageKey>> still = new HashMap<>();
        index.query(whole(request)).rows().stream()
                .filter(row -> number(row.entity()) % 3 == 0)
                .forEach(
                        row ->
                                still.computeIfAbsent(row.entity().uid(), _ -> new HashSet<>())
                                        .add(row.key()));
        assertThat(still).hasSize(100);

        List<Page.Row> joined = new ArrayList<>();
        Page page = index.query(request);
        while (true) {
            List<Page.Row> rows = new ArrayList<>(page.rows());
            if (request.backwards()) {
                Collections.reverse(rows);
            }
            joined.addAll(rows);
            if (!page.more()) {
                break;
            }
            disturb(random);
            page = index.query(Agreement.after(request, rows.getLast().key()));
        }

        assertThat(joined).as("seed %d", seed).extracting(Page.Row::key).doesNotHaveDuplicates();
        Map<String, Set<PageKey>> found = new HashMap<>();
        joined.stream()
                .filter(row -> number(row.entity()) % 3 == 0)
                .forEach(
                        row ->
                                found.computeIfAbsent(row.entity().uid(), _ -> new HashSet<>())
                                        .add(row.key()));
        assertThat(found).as("seed %d", seed).isEqualTo(still);
        Agreement.check(index, feed, "seed " + seed);
    }

    private static PageRequest whole(PageRequest like) {
        return new PageRequest(
                like.filter(),
                null,
                like.orders(),
                like.rows(),
                null,
                like.backwards(),
                0,
                10_000,
                true);
    }

    private static int number(IndexedEntity entity) {
        return Integer.parseInt(entity.ref().name().substring(2));
    }

    /// Changes, removes and adds entities, but none whose number three divides.
    private void disturb(SplittableRandom random) {
        Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
        List<EntityRef> remove = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            int i = random.nextInt(150) * 3 + random.nextInt(1, 3);
            Entity entity = component(i, "tag-" + random.nextInt(30));
            boolean taken =
                    remove.contains(entity.ref())
                            || put.keySet().stream().anyMatch(it -> it.ref().equals(entity.ref()));
            if (!taken && random.nextInt(3) == 0) {
                remove.add(entity.ref());
            } else if (!taken) {
                put.put(entity, List.of());
            }
        }
        index.awaitPosition(feed.commit(put, remove), SOON);
    }
}
