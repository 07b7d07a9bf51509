package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever may not see everything gets the answers of a catalog in which nothing else is.
class RestrictedCatalogTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void answersAsIfNothingElseWereThere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int names = seed % 2 == 0 ? 8 : 60;
        RandomCatalog catalog = new RandomCatalog(random, names);
        FakeFeed feed = new FakeFeed();
        long position = 0;
        for (int i = 0; i < names * 2; i++) {
            position = catalog.change(feed);
        }
        try (CatalogIndex index = new CatalogIndex(feed, folder, Sample.ALWAYS)) {
            index.start();
            index.awaitPosition(position, SOON);
            for (int round = 0; round < 12; round++) {
                // the whole filter alone shows refs without an entity
                EntityFilter filter = EntityFilter.and(catalog.filter(2));
                EntityFilter seen = round % 3 == 0 ? filter : new EntityFilter.Kept(filter);
                CatalogQuery restricted = index.within(seen);
                NaiveCatalog reduced = reduced(feed.oracle(), seen);
                String where = "seed " + seed + " seen " + seen;
                for (int i = 0; i < 25; i++) {
                    compare(restricted, reduced, catalog, where, i);
                }
                for (int change = 0; change < 4; change++) {
                    index.awaitPosition(catalog.change(feed), SOON);
                    compare(restricted, reduced(feed.oracle(), seen), catalog, where, change);
                }
            }
        }
    }

    /// Only what is seen, and relations between such.
    private static NaiveCatalog reduced(NaiveCatalog whole, EntityFilter seen) {
        NaiveCatalog reduced = new NaiveCatalog();
        Set<EntityRef> refs = new TreeSet<>();
        List<IndexedEntity> entities = whole.query(PageRequest.of(seen, 10_000)).entities();
        entities.forEach(it -> refs.add(it.ref()));
        for (IndexedEntity each : entities) {
            JsonObject json = each.entity().json().without("relations");
            JsonObject metadata = json.object("metadata");
            boolean own = metadata.text("etag").orElse("").startsWith("own-");
            reduced.put(new Entity(own ? json : json.with("metadata", metadata.without("etag"))));
            for (Relation relation : whole.relations(each.ref())) {
                if (refs.contains(relation.target())) {
                    reduced.relate(
                            new RelationPair(
                                    each.ref(),
                                    relation.type(),
                                    relation.target(),
                                    reverse(relation.type())));
                }
            }
        }
        return reduced;
    }

    private static String reverse(String type) {
        return switch (type) {
            case "ownedBy" -> "ownerOf";
            case "ownerOf" -> "ownedBy";
            case "dependsOn" -> "dependencyOf";
            case "dependencyOf" -> "dependsOn";
            case "parentOf" -> "childOf";
            case "childOf" -> "parentOf";
            default -> throw new AssertionError(type);
        };
    }

    private static void compare(
            CatalogQuery restricted,
            NaiveCatalog reduced,
            RandomCatalog catalog,
            String where,
            int i) {
        EntityRef ref = catalog.ref();
        assertThat(Agreement.text(restricted.find(ref).orElse(null)))
                .as("%s find %s", where, ref)
                .isEqualTo(Agreement.text(reduced.find(ref).orElse(null)));
        assertThat(restricted.relations(ref).stream().filter(_ -> reduced.find(ref).isPresent()))
                .as("%s relations %s", where, ref)
                .isEqualTo(reduced.find(ref).isPresent() ? reduced.relations(ref) : List.of());
        EntityFilter filter = named(catalog.filter(3));
        assertThat(restricted.count(filter))
                .as("%s count %s", where, filter)
                .isEqualTo(reduced.count(filter));
        List<String> keys = List.of(catalog.key(), catalog.key(), "relations.dependencyOf");
        assertThat(restricted.facets(keys, filter))
                .as("%s facets %s %s", where, keys, filter)
                .isEqualTo(reduced.facets(keys, filter));
        PageRequest request = catalog.request();
        PageRequest asked = unordered(request);
        Page page = restricted.query(asked);
        Page expected = reduced.query(asked);
        assertThat(rows(page)).as("%s %s", where, asked).isEqualTo(rows(expected));
        assertThat(page.total()).as("%s total %s", where, asked).isEqualTo(expected.total());
        Set<String> types = catalog.pick(List.of(Set.of(), Set.of("ownerOf", "childOf")));
        if (reduced.find(ref).isPresent()) {
            WalkRequest walk = new WalkRequest(ref, types, i % 5, 1 + i);
            assertThat(restricted.walk(walk))
                    .as("%s %s", where, walk)
                    .isEqualTo(reduced.walk(walk));
            ImpactRequest impact = new ImpactRequest(ref, types, i % 5, i);
            assertThat(restricted.impact(impact))
                    .as("%s %s", where, impact)
                    .isEqualTo(reduced.impact(impact));
        } else {
            assertThat(restricted.walk(new WalkRequest(ref, types, 3, 9)).steps()).isEmpty();
        }
        EntityRef to = catalog.ref();
        if (reduced.find(ref).isPresent() && reduced.find(to).isPresent()) {
            assertThat(restricted.path(ref, to, types))
                    .as("%s path %s %s", where, ref, to)
                    .isEqualTo(reduced.path(ref, to, types));
        }
        SearchRequest search =
                new SearchRequest("n1", filter, SearchRequest.Scope.EVERYTHING, 0, 1_000);
        assertThat(restricted.search(search).hits().stream().map(it -> Agreement.text(it.entity())))
                .as("%s %s", where, search)
                .containsExactlyInAnyOrderElementsOf(
                        reduced.search(search).hits().stream()
                                .map(it -> Agreement.text(it.entity()))
                                .toList());
    }

    /// A filter by relations must name a type or targets.
    private static EntityFilter named(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) ->
                    new EntityFilter.And(parts.stream().map(RestrictedCatalogTest::named).toList());
            case EntityFilter.Or(var parts) ->
                    new EntityFilter.Or(parts.stream().map(RestrictedCatalogTest::named).toList());
            case EntityFilter.Not(var part) -> new EntityFilter.Not(named(part));
            case EntityFilter.Related(var type, var targets) ->
                    new EntityFilter.Related(
                            type == null && targets == null ? "ownedBy" : type, targets);
            default -> filter;
        };
    }

    private static PageRequest unordered(PageRequest like) {
        List<OrderBy> orders =
                like.orders().stream().filter(it -> !Veil.isRelations(it.key())).toList();
        @Nullable TextFilter text = like.text();
        return new PageRequest(
                named(like.filter()),
                text != null && text.keys().stream().anyMatch(Veil::isRelations) ? null : text,
                orders,
                like.rows(),
                null,
                like.backwards(),
                like.offset(),
                like.limit(),
                true);
    }

    private static List<String> rows(Page page) {
        List<String> rows = new ArrayList<>();
        page.rows().forEach(row -> rows.add(row.key() + " " + Agreement.text(row.entity())));
        return rows;
    }

    @Test
    void whatWouldTellOfHiddenEntitiesByOrderOrTextIsNotAnswered() {
        NaiveCatalog catalog = new NaiveCatalog();
        catalog.put(new Entity(JsonObject.of(document("seen"))));
        catalog.put(new Entity(JsonObject.of(document("hidden"))));
        EntityRef seen = EntityRef.parse("component:default/seen");
        catalog.relate(
                new RelationPair(
                        EntityRef.parse("component:default/hidden"),
                        "dependsOn",
                        seen,
                        "dependencyOf"));
        CatalogQuery restricted = catalog.within(EntityFilter.equal("metadata.name", "seen"));

        assertThatThrownBy(() -> restricted.query(list("relations.dependencyOf", null)))
                .hasMessageContaining("can't be ordered by relations.dependencyOf");
        TextFilter text = new TextFilter("hid", List.of("relations.dependencyOf"));
        assertThat(catalog.query(list("ref", text)).rows()).hasSize(1);
        assertThat(restricted.query(list("ref", text)).rows()).isEmpty();
        assertThatThrownBy(() -> restricted.count(new EntityFilter.Related(null, null)))
                .hasMessageContaining("must name a type or targets");
        assertThat(new String(restricted.find(seen).orElseThrow().json(), StandardCharsets.UTF_8))
                .doesNotContain("hidden");
    }

    private static PageRequest list(String order, @Nullable TextFilter text) {
        return new PageRequest(
                EntityFilter.ALL,
                text,
                List.of(new OrderBy(order, false)),
                PageRequest.Rows.PER_ENTITY,
                null,
                false,
                0,
                10,
                false);
    }

    private static Map<String, Object> document(String name) {
        return Map.of(
                "apiVersion", "backstage.io/v1alpha1",
                "kind", "Component",
                "metadata", Map.of("name", name, "namespace", "default"));
    }
}
