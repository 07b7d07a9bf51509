package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.CatalogFeed;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether an index answers what the database holds: every entity with its uid, etag and relations,
/// the relations of every ref, whole lists, and the counts of each value.
final class Agreement {
    private static final List<String> FACETS =
            List.of(
                    "kind",
                    "metadata.tags",
                    "spec.owner",
                    "relations.ownedBy",
                    "relations.ownerOf");

    private Agreement() {}

    /// @param where told when they do not agree
    static void check(CatalogQuery index, CatalogFeed feed, String where) {
        NaiveCatalog truth = new NaiveCatalog();
        Set<EntityRef> refs = new TreeSet<>();
        Set<EntityRef> entities = new TreeSet<>();
        CatalogFeed.Snapshot of =
                feed.snapshot(
                        state -> {
                            entities.add(state.ref());
                            truth.put(new Entity(JsonObject.parse(state.document())));
                        },
                        pair -> {
                            refs.add(pair.source());
                            refs.add(pair.target());
                            truth.relate(pair);
                        });
        refs.addAll(entities);
        assertThat(index.position()).as("%s position", where).isEqualTo(of.position());
        assertThat(index.count(EntityFilter.ALL)).as("%s count", where).isEqualTo(entities.size());
        assertThat(listed(index)).as("%s list", where).isEqualTo(entities);
        for (EntityRef ref : refs) {
            assertThat(text(index.find(ref).orElse(null)))
                    .as("%s find %s", where, ref)
                    .isEqualTo(text(truth.find(ref).orElse(null)));
            List<Relation> relations = index.relations(ref);
            assertThat(relations)
                    .as("%s relations of %s", where, ref)
                    .isEqualTo(truth.relations(ref));
        }
        assertThat(index.facets(FACETS, EntityFilter.ALL))
                .as("%s facets", where)
                .isEqualTo(truth.facets(FACETS, EntityFilter.ALL));
    }

    /// The refs of the whole list, page by page; an entity that comes twice is told by the count.
    private static Set<EntityRef> listed(CatalogQuery index) {
        List<EntityRef> listed = new ArrayList<>();
        PageRequest request = PageRequest.of(EntityFilter.ALL, 10_000);
        Page page = index.query(request);
        page.rows().forEach(row -> listed.add(row.entity().ref()));
        while (page.more()) {
            page = index.query(after(request, page.rows().getLast().key()));
            page.rows().forEach(row -> listed.add(row.entity().ref()));
        }
        assertThat(listed).doesNotHaveDuplicates();
        return new TreeSet<>(listed);
    }

    static PageRequest after(PageRequest like, PageKey key) {
        return new PageRequest(
                like.filter(),
                like.text(),
                like.orders(),
                like.rows(),
                key,
                like.backwards(),
                0,
                like.limit(),
                like.countTotal());
    }

    /// An answer as one text, byte by byte.
    static String text(@Nullable IndexedEntity entity) {
        return entity == null
                ? "none"
                : entity.ref()
                        + " "
                        + entity.uid()
                        + " "
                        + entity.etag()
                        + " "
                        + new String(entity.json(), StandardCharsets.UTF_8);
    }
}
