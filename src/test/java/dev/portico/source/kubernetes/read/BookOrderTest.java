package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the order in which objects come, change and go, and wherever drains fall between: a
/// book that saw it all and one that sees only the outcome say the same.
class BookOrderTest {
    private static final int STEPS = 700;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aBookForgetsHowItCameToKnow(long seed) {
        Random random = new Random(seed);
        RandomObjects objects = new RandomObjects(random);
        Followed followed = new Followed();
        Map<ObjectKey, JsonObject> cluster = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            followed.step(random, objects, cluster);
        }
        followed.drain(cluster);
        Followed fresh = new Followed();
        fresh.relist(cluster);
        fresh.drain(cluster);

        assertThat(followed.told).as("seed " + seed).isEqualTo(fresh.told);
        assertThat(followed.told).as("seed " + seed).hasSizeGreaterThan(20);
        assertThat(followed.book.observed()).isEqualTo(followed.told.keySet());
        assertThat(followed.book.drafts()).isEqualTo(fresh.book.drafts());
        assertThat(followed.drafts).isEqualTo(fresh.book.drafts());
        assertThat(followed.book.interests()).isEqualTo(fresh.book.interests());
        assertThat(new HashSet<>(followed.book.subjects()))
                .isEqualTo(new HashSet<>(fresh.book.subjects()));

        followed.empty(cluster);
        assertThat(followed.told).isEmpty();
        assertThat(followed.book.drafts()).isEmpty();
    }

    /// A book and one who follows a cluster for it, as the real follower does: kinds that come to
    /// be wanted are listed, of others nothing is told.
    private static final class Followed {
        final ClusterBook book = new ClusterBook(BookFixture.SETTINGS, new BookFixture.Time());
        final Map<ObjectKey, Observation> told = new HashMap<>();
        List<Draft> drafts = List.of();
        private Set<Interest> watched = new HashSet<>(book.interests());

        void step(Random random, RandomObjects objects, Map<ObjectKey, JsonObject> cluster) {
            int what = random.nextInt(100);
            if (what < 65) {
                JsonObject object = objects.next();
                cluster.put(BookFixture.key(object), object);
                put(object);
            } else if (what < 90 && !cluster.isEmpty()) {
                ObjectKey key =
                        new ArrayList<>(cluster.keySet()).get(random.nextInt(cluster.size()));
                JsonObject object = cluster.remove(key);
                book.remove(BookFixture.kind(object), key.namespace(), key.name());
            } else if (what < 94 && !cluster.isEmpty()) {
                missed(random, cluster);
            } else {
                drain(cluster);
            }
        }

        /// A watch broke off: what changed meanwhile is only seen by listing again.
        private void missed(Random random, Map<ObjectKey, JsonObject> cluster) {
            ObjectKey gone = new ArrayList<>(cluster.keySet()).get(random.nextInt(cluster.size()));
            ResourceKind kind = BookFixture.kind(cluster.remove(gone));
            String namespace = random.nextBoolean() ? null : gone.namespace();
            list(kind, namespace, cluster);
        }

        private void list(ResourceKind kind, String namespace, Map<ObjectKey, JsonObject> cluster) {
            Set<ObjectKey> present = new HashSet<>();
            for (JsonObject object : cluster.values()) {
                ObjectKey key = BookFixture.key(object);
                if (BookFixture.kind(object).interest().equals(kind.interest())
                        && (namespace == null || namespace.equals(key.namespace()))) {
                    put(object);
                    present.add(key);
                }
            }
            book.replaced(kind, namespace, present);
        }

        private void put(JsonObject object) {
            if (watched.contains(BookFixture.kind(object).interest())) {
                book.put(BookFixture.kind(object), object);
            }
        }

        void relist(Map<ObjectKey, JsonObject> cluster) {
            cluster.values().forEach(this::put);
        }

        void drain(Map<ObjectKey, JsonObject> cluster) {
            Changes changes = book.drain();
            changes.gone().forEach(told::remove);
            changes.changed().forEach(observation -> told.put(observation.key(), observation));
            if (changes.declarations()) {
                drafts = book.drafts();
            }
            if (changes.interests()) {
                Set<Interest> before = watched;
                watched = new HashSet<>(book.interests());
                cluster.values().stream()
                        .filter(object -> !before.contains(BookFixture.kind(object).interest()))
                        .forEach(this::put);
                drain(cluster);
            }
        }

        void empty(Map<ObjectKey, JsonObject> cluster) {
            Set<ResourceKind> kinds = new HashSet<>();
            cluster.values().forEach(object -> kinds.add(BookFixture.kind(object)));
            kinds.forEach(book::dropped);
            drain(Map.of());
        }
    }
}
