package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to the catalog, the index gives the answers of [NaiveCatalog].
class CatalogIndexRandomTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void answersAsTheRulesSay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int names = seed % 2 == 0 ? 8 : 120;
        RandomCatalog catalog = new RandomCatalog(random, names);
        FakeFeed feed = new FakeFeed();
        for (int i = 0; i < names; i++) {
            catalog.change(feed);
        }
        CatalogIndex index = new CatalogIndex(feed, folder, Sample.ALWAYS);
        index.start();
        try {
            for (int round = 0; round < 15; round++) {
                long position = 0;
                for (int i = random.nextInt(1, 12); i > 0; i--) {
                    position = catalog.change(feed);
                }
                index.awaitPosition(position, SOON);
                compare(index, feed.oracle(), catalog, "seed " + seed + " round " + round);
                if (round % 5 == 4) {
                    index.close();
                    index = new CatalogIndex(feed, folder, Sample.ALWAYS);
                    index.start();
                }
            }
            assertThat(feed.snapshots()).isEqualTo(1);
        } finally {
            index.close();
        }
    }

    private static void compare(
            CatalogIndex index, NaiveCatalog oracle, RandomCatalog catalog, String where) {
        for (int i = 0; i < 40; i++) {
            EntityRef ref = catalog.ref();
            assertThat(Agreement.text(index.find(ref).orElse(null)))
                    .as("%s find %s", where, ref)
                    .isEqualTo(Agreement.text(oracle.find(ref).orElse(null)));
            assertThat(index.relations(ref)).as(where).isEqualTo(oracle.relations(ref));
            EntityFilter filter = catalog.filter(3);
            assertThat(index.count(filter))
                    .as("%s %s", where, filter)
                    .isEqualTo(oracle.count(filter));
            List<String> keys = List.of(catalog.key(), catalog.key());
            assertThat(index.facets(keys, filter))
                    .as("%s facets %s %s", where, keys, filter)
                    .isEqualTo(oracle.facets(keys, filter));
            PageRequest request = catalog.request();
            comparePages(index, oracle, request, where);
            Set<String> types =
                    catalog.pick(List.of(Set.of(), Set.of("ownerOf", "childOf"), Set.of("no")));
            WalkRequest walk = new WalkRequest(ref, types, i % 5, 1 + i);
            assertThat(index.walk(walk)).as("%s %s", where, walk).isEqualTo(oracle.walk(walk));
            ImpactRequest impact = new ImpactRequest(ref, types, i % 5, i);
            assertThat(index.impact(impact))
                    .as("%s %s", where, impact)
                    .isEqualTo(oracle.impact(impact));
            compareSearch(index, oracle, catalog, where);
            EntityRef to = catalog.ref();
            assertThat(index.path(ref, to, types))
                    .as("%s path %s %s", where, ref, to)
                    .isEqualTo(oracle.path(ref, to, types));
        }
        List<EntityRef> refs = List.of(catalog.ref(), catalog.ref(), catalog.ref());
        EntityFilter filter = catalog.filter(1);
        assertThat(index.findAll(refs, filter).stream().map(Agreement::text))
                .as(where)
                .isEqualTo(oracle.findAll(refs, filter).stream().map(Agreement::text).toList());
    }

    private static void compareSearch(
            CatalogIndex index, NaiveCatalog oracle, RandomCatalog catalog, String where) {
        String text = catalog.pick(List.of("", "n", "n1", "jav", "java script", "compnoent group"));
        SearchRequest search =
                new SearchRequest(
                        text, catalog.filter(1), SearchRequest.Scope.EVERYTHING, 0, 1_000);
        assertThat(index.search(search).hits().stream().map(it -> Agreement.text(it.entity())))
                .as("%s %s", where, search)
                .containsExactlyInAnyOrderElementsOf(
                        oracle.search(search).hits().stream()
                                .map(it -> Agreement.text(it.entity()))
                                .toList());
    }

    /// Pages one after the other, in the request's direction, to the end.
    private static void comparePages(
            CatalogIndex index, NaiveCatalog oracle, PageRequest first, String where) {
        PageRequest request = first;
        List<String> joined = new ArrayList<>();
        for (int page = 0; page < 50; page++) {
            Page expected = oracle.query(request);
            Page found = index.query(request);
            assertThat(rows(found)).as("%s %s", where, request).isEqualTo(rows(expected));
            assertThat(found.more()).as("%s more %s", where, request).isEqualTo(expected.more());
            assertThat(found.total()).as("%s total %s", where, request).isEqualTo(expected.total());
            joined.addAll(request.backwards() ? 0 : joined.size(), rows(found));
            if (!found.more() || found.rows().isEmpty()) {
                break;
            }
            PageKey edge =
                    (request.backwards() ? found.rows().getFirst() : found.rows().getLast()).key();
            request = request(first, edge, request.backwards(), 0, first.limit());
        }
        if (first.limit() > 0 && first.offset() == 0 && joined.size() < 1000) {
            Page whole = oracle.query(request(first, null, false, 0, 10_000));
            if (whole.rows().size() < first.limit() * 50) {
                assertThat(joined).as("%s joined %s", where, first).isEqualTo(rows(whole));
            }
        }
    }

    private static PageRequest request(
            PageRequest like, @Nullable PageKey after, boolean backwards, int offset, int limit) {
        return new PageRequest(
                like.filter(),
                like.text(),
                like.orders(),
                like.rows(),
                after,
                backwards,
                offset,
                limit,
                like.countTotal());
    }

    private static List<String> rows(Page page) {
        return page.rows().stream()
                .map(row -> row.key() + " " + Agreement.text(row.entity()))
                .toList();
    }
}
