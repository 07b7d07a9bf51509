package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.FeedBatch;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong in the index behind its back is found by comparing it with the database, and
/// mended.
class SelfCheckTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ENTITIES = 300;

    @TempDir Path folder;
    private final FakeFeed feed = new FakeFeed();
    private CatalogIndex index = new CatalogIndex(feed, Path.of("unused"), Duration.ZERO);

    @BeforeEach
    void start() {
        Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
        for (int i = 0; i < ENTITIES; i++) {
            Entity entity = component(i);
            put.put(entity, List.of(Sample.ownedBy(entity, Sample.TEAM)));
        }
        put.put(Sample.entity("Group", "team"), List.of());
        feed.commit(put, List.of());
        open();
        index.awaitPosition(1, SOON);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static Entity component(int i) {
        return Sample.component("c-%04d".formatted(i), "java");
    }

    private static EntityRef ref(int i) {
        return component(i).ref();
    }

    private void open() {
        index = new CatalogIndex(feed, folder, Sample.ALWAYS);
        index.start();
    }

    private interface Tampering {
        void on(IndexStore store) throws IOException;
    }

    /// Changes the index on disk while it is closed, and opens it again.
    private void tamper(Tampering tampering) throws IOException {
        index.close();
        FSDirectory directory = FSDirectory.open(folder.resolve("index-1"));
        try (IndexStore store = IndexStore.open(directory, new SegmentCache())) {
            tampering.on(store);
            store.commit(store.mark());
        }
        open();
    }

    private void awaitMended(long refs, String difference) {
        await().atMost(SOON).until(() -> index.status().comparison().mended() >= refs);
        await().atMost(SOON).until(() -> index.status().comparison().agreed());
        assertThat(index.status().comparison().mended()).isEqualTo(refs);
        assertThat(index.status().comparison().difference()).isEqualTo(difference);
        Agreement.check(index, feed, "mended");
        assertThat(feed.snapshots()).as("builds and this check").isEqualTo(2);
    }

    /// An entity as the index would write it.
    private static Composed composed(IndexStore store, Entity entity) {
        EntityRef ref = entity.ref();
        UUID uid = UUID.fromString(entity.uid().orElseThrow());
        FeedBatch.State state = new FeedBatch.State(ref, uid, entity.json().toBytes());
        return Composed.of(state, store.adjacency().shown(ref));
    }

    @Test
    void nothingDiffersWhereNothingWasTamperedWith() {
        await().atMost(SOON).until(() -> index.status().comparison().complete() >= 2);
        assertThat(index.status().comparison().mended()).isZero();
        assertThat(index.status().comparison().agreed()).isTrue();
        assertThat(index.status().comparison().difference()).isNull();
    }

    @Test
    void aRemovedDocumentComesBack() throws IOException {
        tamper(store -> store.remove(ref(17).toString()));
        awaitMended(1, "mended: component:default/c-0017 is missing");
        // what was mended lasts although nothing was committed since
        tamper(_ -> {});
        await().atMost(SOON).until(() -> index.status().comparison().complete() >= 1);
        assertThat(index.status().comparison().mended()).isZero();
    }

    @Test
    void anAddedDocumentGoes() throws IOException {
        tamper(
                store -> {
                    store.put(composed(store, Sample.component("c-0017-x")));
                    store.put(composed(store, Sample.entity("User", "zoe")));
                });
        awaitMended(2, "mended: user:default/zoe should not exist");
    }

    @Test
    void aDocumentThatIsThereTwiceIsThereOnce() throws IOException {
        tamper(store -> store.add(composed(store, component(17))));
        awaitMended(1, "mended: component:default/c-0017 is there 2 times");
    }

    @Test
    void aChangedDocumentIsAsBefore() throws IOException {
        tamper(store -> store.put(composed(store, Sample.component("c-0299", "java", "forged"))));
        awaitMended(1, "mended: component:default/c-0299 has another document");
    }

    @Test
    void aLostRelationComesBackOnBothEnds() throws IOException {
        RelationPair owned = Sample.ownedBy(component(250), Sample.TEAM);
        tamper(
                store -> {
                    store.adjacency().apply(List.of(owned), List.of());
                    store.put(composed(store, component(250)));
                    store.put(composed(store, Sample.entity("Group", "team")));
                });
        awaitMended(1, "mended: component:default/c-0250 has other relations");
    }

    @Test
    void aRelationThatNoDocumentMakesGoes() throws IOException {
        RelationPair forged = Sample.ownedBy(component(2), new EntityRef("group", "x", "forged"));
        tamper(
                store -> {
                    store.adjacency().apply(List.of(), List.of(forged));
                    store.put(composed(store, component(2)));
                });
        awaitMended(1, "mended: component:default/c-0002 has other relations");
        assertThat(index.relations(forged.target())).isEmpty();
    }

    @Test
    void anEntityThatDoesNotShowItsRelationsDoesAgain() throws IOException {
        tamper(
                store -> {
                    Entity team = Sample.entity("Group", "team");
                    UUID uid = UUID.fromString(team.uid().orElseThrow());
                    store.put(Composed.of(team.ref().toString(), uid, team.json(), List.of()));
                });
        awaitMended(1, "mended: group:default/team shows other relations");
    }

    @Test
    void anIndexThatDiffersMuchIsBuiltAnew() throws IOException {
        tamper(
                store -> {
                    for (int i = 0; i < 200; i++) {
                        store.remove(ref(i).toString());
                    }
                });
        await().atMost(SOON).until(() -> feed.snapshots() == 2);
        await().atMost(SOON).until(() -> index.status().comparison().agreed());
        assertThat(index.status().comparison().difference())
                .isEqualTo("built anew: 200 refs differ, component:default/c-0000 is missing");
        Agreement.check(index, feed, "built anew");
    }

    @Test
    void raisesNoFalseAlarmWhileWritersCommitAllTheTime() {
        long seed = 20_261_123L;
        SplittableRandom random = new SplittableRandom(seed);
        long position = 1;
        int commits = 0;
        while (index.status().comparison().complete() < 10 || commits < 200) {
            Map<Entity, List<RelationPair>> put = new LinkedHashMap<>();
            List<EntityRef> remove = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Entity entity =
                        Sample.component(
                                "c-%04d".formatted(random.nextInt(ENTITIES + 50)),
                                "tag-" + random.nextInt(100));
                if (random.nextInt(4) == 0) {
                    remove.add(entity.ref());
                } else if (put.keySet().stream().noneMatch(it -> it.ref().equals(entity.ref()))) {
                    EntityRef owner = ref(random.nextInt(ENTITIES));
                    put.put(entity, List.of(Sample.ownedBy(entity, owner)));
                }
            }
            put.keySet().forEach(it -> remove.remove(it.ref()));
            position = feed.commit(put, remove);
            if (++commits % 20 == 0) {
                index.awaitPosition(position - 10, SOON); // no backlog, but never drained
            }
        }
        index.awaitPosition(position, SOON);
        assertThat(index.status().comparison().difference()).as("seed %d", seed).isNull();
        Agreement.check(index, feed, "seed " + seed);
    }
}
