package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Filters and facets over a key whose values are not in the index.
class LiveKeysTest {
    private static final String KEY = "portico.dev/health";
    private static final EntityFilter DEGRADED =
            EntityFilter.equal("Portico.dev/Health", "Degraded");

    @TempDir private Path folder;
    private final FakeFeed feed = new FakeFeed();
    private CatalogIndex index = new CatalogIndex(feed, Path.of("unused"), Duration.ZERO);
    private volatile Map<String, Set<EntityRef>> health =
            Map.of(
                    "healthy", Set.of(ref("a"), ref("gone")),
                    "degraded", Set.of(ref("b"), ref("c")));
    private AutoCloseable live = () -> {};

    @BeforeEach
    void start() {
        index = new CatalogIndex(feed, folder, Duration.ZERO);
        index.start();
        long last = 0;
        for (String name : List.of("a", "b", "c", "d")) {
            last = feed.put(Sample.component(name, name.equals("b") ? "red" : "blue"));
        }
        index.awaitPosition(last, Duration.ofSeconds(30));
        live = index.addLive(KEY, () -> health);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void conditionsHoldForWhatTheKeySaysNow() {
        assertThat(names(DEGRADED)).containsExactly("b", "c");
        assertThat(names(new EntityFilter.Not(DEGRADED))).containsExactly("a", "d");
        assertThat(names(new EntityFilter.Exists(KEY))).containsExactly("a", "b", "c");
        assertThat(names(new EntityFilter.Not(new EntityFilter.Exists(KEY)))).containsExactly("d");
        assertThat(names(new EntityFilter.Prefix(KEY, "HEAL"))).containsExactly("a");
        assertThat(names(EntityFilter.equal(KEY, "missing"))).isEmpty();
        EntityFilter red = EntityFilter.equal("metadata.tags", "red");
        assertThat(names(EntityFilter.and(DEGRADED, red))).containsExactly("b");
        assertThat(names(EntityFilter.or(EntityFilter.equal(KEY, "healthy"), red)))
                .containsExactly("a", "b");

        health = Map.of("degraded", Set.of(ref("a")));

        assertThat(names(DEGRADED)).containsExactly("a");
        assertThat(names(new EntityFilter.Exists(KEY))).containsExactly("a");
    }

    @Test
    void countsFacetsLookupsAndSearchKnowIt() {
        assertThat(index.count(DEGRADED)).isEqualTo(2);
        assertThat(index.facets(List.of(KEY, "metadata.tags"), EntityFilter.ALL))
                .isEqualTo(
                        Map.of(
                                KEY,
                                List.of(
                                        new FacetCount("degraded", 2),
                                        new FacetCount("healthy", 1)),
                                "metadata.tags",
                                List.of(new FacetCount("blue", 3), new FacetCount("red", 1))));
        assertThat(index.facets(List.of(KEY), EntityFilter.equal("metadata.tags", "red")))
                .isEqualTo(Map.of(KEY, List.of(new FacetCount("degraded", 1))));
        assertThat(index.findAll(List.of(ref("a"), ref("b")), DEGRADED).getFirst()).isNull();
        assertThat(index.findAll(List.of(ref("a"), ref("b")), DEGRADED).getLast()).isNotNull();
        assertThat(
                        index.search(
                                        new SearchRequest(
                                                "b", DEGRADED, SearchRequest.Scope.NAMES, 0, 10))
                                .total())
                .isEqualTo(1);
    }

    @Test
    void aKeyThatEndedIsAsAnyOther() throws Exception {
        live.close();

        assertThat(names(DEGRADED)).isEmpty();
        assertThat(index.facets(List.of(KEY), EntityFilter.ALL)).isEqualTo(Map.of(KEY, List.of()));
    }

    private List<String> names(EntityFilter filter) {
        return index.query(PageRequest.of(filter, 10)).entities().stream()
                .map(it -> it.ref().name())
                .toList();
    }

    private static EntityRef ref(String name) {
        return new EntityRef("component", "default", name);
    }
}
