package dev.portico.query;

import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Every read of the catalog, answered from memory. The edges use this and nothing else.
///
/// A limit that a request breaks is INVALID_INPUT; an index that is not built yet is UNAVAILABLE.
public interface CatalogQuery extends CatalogPosition {
    Optional<IndexedEntity> find(EntityRef ref);

    Optional<IndexedEntity> findByUid(String uid);

    /// In the order of the refs, null where none exists or the filter does not hold.
    List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter);

    /// Those of the refs of which there is an entity that the filter holds for; cheaper than to
    /// read the entities.
    default Set<EntityRef> matching(Collection<EntityRef> refs, EntityFilter filter) {
        Set<EntityRef> matching = new HashSet<>();
        for (@Nullable IndexedEntity found : findAll(List.copyOf(refs), filter)) {
            if (found != null) {
                matching.add(found.ref());
            }
        }
        return matching;
    }

    Page query(PageRequest request);

    /// Counts of each value of each key over the entities that match, ordered by value. A key that
    /// is unknown has an empty list.
    Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter);

    long count(EntityFilter filter);

    /// Entities by words, the best first.
    SearchPage search(SearchRequest request);

    /// Relations of an entity in both directions (the entity is the source of each), sorted by type
    /// and target; also those of a ref that does not exist but is pointed to.
    List<Relation> relations(EntityRef ref);

    Walk walk(WalkRequest request);

    /// What depends on an entity, directly or through others.
    Impact impact(ImpactRequest request);

    /// A shortest path over relations of these types (all when empty); empty when there is none
    /// within 20 steps.
    default Optional<List<Relation>> path(EntityRef from, EntityRef to, Set<String> types) {
        return path(from, to, types, EntityFilter.ALL);
    }

    /// @param within as in [WalkRequest#within]
    Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within);

    /// The catalog as if only the entities of one filter were in it.
    default CatalogQuery within(EntityFilter seen) {
        return new RestrictedCatalog(this, seen, new VeiledReads(this, seen));
    }

    /// Calls back with the new position and the changes after reads reflect them, in order, one
    /// call at a time; a slow listener misses nothing but delays only itself. Ends with `close`.
    AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener);

    /// From now on filters and facets know a key whose values are not in the index, until `close`.
    AutoCloseable addLive(String name, LiveKey key);
}
