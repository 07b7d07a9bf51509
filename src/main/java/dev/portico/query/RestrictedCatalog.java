package dev.portico.query;

import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.PorticoException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The catalog as if only the entities of one filter were in it.
final class RestrictedCatalog implements CatalogQuery {
    private final CatalogQuery catalog;
    private final EntityFilter seen;
    private final EntityReads reads;
    private final Veil veil;

    /// @param reads of entities of the same catalog and filter
    RestrictedCatalog(CatalogQuery catalog, EntityFilter seen, EntityReads reads) {
        this.catalog = catalog;
        this.seen = seen;
        this.reads = reads;
        this.veil = new Veil(catalog, seen);
    }

    @Override
    public Optional<IndexedEntity> find(EntityRef ref) {
        return Optional.ofNullable(reads.findAll(List.of(ref), seen).getFirst());
    }

    @Override
    public Optional<IndexedEntity> findByUid(String uid) {
        return catalog.findByUid(uid).flatMap(it -> find(it.ref()));
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        return reads.findAll(refs, narrowed(filter));
    }

    @Override
    public Set<EntityRef> matching(Collection<EntityRef> refs, EntityFilter filter) {
        return catalog.matching(refs, narrowed(filter));
    }

    private EntityFilter narrowed(EntityFilter filter) {
        return filter.equals(EntityFilter.ALL) ? seen : EntityFilter.and(seen, veil.over(filter));
    }

    @Override
    public Page query(PageRequest request) {
        request.orders().stream()
                .filter(order -> Veil.isRelations(order.key()))
                .findFirst()
                .ifPresent(RestrictedCatalog::refuse);
        return reads.query(
                new PageRequest(
                        narrowed(request.filter()),
                        withoutRelations(request.text()),
                        request.orders(),
                        request.rows(),
                        request.after(),
                        request.backwards(),
                        request.offset(),
                        request.limit(),
                        request.countTotal()));
    }

    private static void refuse(OrderBy order) {
        throw PorticoException.invalid(
                "You may not see every entity, so lists can't be ordered by " + order.key() + ".");
    }

    private static @Nullable TextFilter withoutRelations(@Nullable TextFilter text) {
        return text == null
                ? null
                : new TextFilter(
                        text.term(),
                        text.keys().stream().filter(key -> !Veil.isRelations(key)).toList());
    }

    @Override
    public Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter) {
        Map<String, List<FacetCount>> facets = new LinkedHashMap<>();
        catalog.facets(keys, narrowed(filter))
                .forEach(
                        (key, counts) ->
                                facets.put(
                                        key, Veil.isRelations(key) ? veil.counts(counts) : counts));
        return facets;
    }

    @Override
    public long count(EntityFilter filter) {
        return catalog.count(narrowed(filter));
    }

    @Override
    public SearchPage search(SearchRequest request) {
        return reads.search(request.with(narrowed(request.filter())));
    }

    @Override
    public List<Relation> relations(EntityRef ref) {
        if (veil.visible(Set.of(ref)).isEmpty()) {
            return List.of();
        }
        List<Relation> relations = catalog.relations(ref);
        Set<EntityRef> visible = veil.visible(relations.stream().map(Relation::target).toList());
        return relations.stream().filter(it -> visible.contains(it.target())).toList();
    }

    @Override
    public Walk walk(WalkRequest request) {
        return catalog.walk(
                new WalkRequest(
                        request.start(),
                        request.types(),
                        request.depth(),
                        request.limit(),
                        narrowed(request.within())));
    }

    @Override
    public Impact impact(ImpactRequest request) {
        return catalog.impact(
                new ImpactRequest(
                        request.start(),
                        request.types(),
                        request.depth(),
                        request.limit(),
                        narrowed(request.within())));
    }

    @Override
    public Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within) {
        return catalog.path(from, to, types, narrowed(within));
    }

    @Override
    public long position() {
        return catalog.position();
    }

    @Override
    public void awaitPosition(long position, Duration timeout) {
        catalog.awaitPosition(position, timeout);
    }

    /// Of entities that can't be seen nothing is told, of removed ones neither: whether they could
    /// be seen is not known here.
    @Override
    public AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener) {
        return catalog.onAdvance(
                (position, changes) -> {
                    Set<EntityRef> visible =
                            veil.visible(changes.stream().map(Change::ref).toList());
                    listener.accept(
                            position,
                            changes.stream().filter(it -> visible.contains(it.ref())).toList());
                });
    }

    @Override
    public AutoCloseable addLive(String name, LiveKey key) {
        return catalog.addLive(name, key);
    }
}
