package dev.portico.query;

import dev.portico.access.Gate;
import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The catalog as whoever sent the request may see it, asked anew at each call.
@ForViewer
@Singleton
final class SeenCatalog implements CatalogQuery {
    private final Supplier<CatalogQuery> now;

    @Inject
    SeenCatalog(Gate gate, ViewerCatalog catalogs) {
        this(() -> catalogs.now(gate.requireReader()));
    }

    SeenCatalog(Supplier<CatalogQuery> now) {
        this.now = now;
    }

    @Override
    public Optional<IndexedEntity> find(EntityRef ref) {
        return now.get().find(ref);
    }

    @Override
    public Optional<IndexedEntity> findByUid(String uid) {
        return now.get().findByUid(uid);
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        return now.get().findAll(refs, filter);
    }

    @Override
    public Set<EntityRef> matching(Collection<EntityRef> refs, EntityFilter filter) {
        return now.get().matching(refs, filter);
    }

    @Override
    public Page query(PageRequest request) {
        return now.get().query(request);
    }

    @Override
    public Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter) {
        return now.get().facets(keys, filter);
    }

    @Override
    public long count(EntityFilter filter) {
        return now.get().count(filter);
    }

    @Override
    public SearchPage search(SearchRequest request) {
        return now.get().search(request);
    }

    @Override
    public List<Relation> relations(EntityRef ref) {
        return now.get().relations(ref);
    }

    @Override
    public Walk walk(WalkRequest request) {
        return now.get().walk(request);
    }

    @Override
    public Impact impact(ImpactRequest request) {
        return now.get().impact(request);
    }

    @Override
    public Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within) {
        return now.get().path(from, to, types, within);
    }

    @Override
    public long position() {
        return now.get().position();
    }

    @Override
    public void awaitPosition(long position, Duration timeout) {
        now.get().awaitPosition(position, timeout);
    }

    @Override
    public AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener) {
        return now.get().onAdvance(listener);
    }

    @Override
    public AutoCloseable addLive(String name, LiveKey key) {
        return now.get().addLive(name, key);
    }
}
