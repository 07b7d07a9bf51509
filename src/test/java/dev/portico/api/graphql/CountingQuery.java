package dev.portico.api.graphql;

import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.query.CatalogIndex;
import dev.portico.query.CatalogQuery;
import dev.portico.query.FacetCount;
import dev.portico.query.Impact;
import dev.portico.query.ImpactRequest;
import dev.portico.query.IndexedEntity;
import dev.portico.query.LiveKey;
import dev.portico.query.Page;
import dev.portico.query.PageRequest;
import dev.portico.query.SearchPage;
import dev.portico.query.SearchRequest;
import dev.portico.query.Walk;
import dev.portico.query.WalkRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The program's own reads, counted: stands before the index in every `@QuarkusTest`.
@Singleton
@Alternative
@Priority(1)
final class CountingQuery implements CatalogQuery {
    private static final List<String> LOOPS =
            List.of("catalog-advance", "runtime-follower", "portico-");

    private final CatalogIndex index;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger followers = new AtomicInteger();

    CountingQuery(CatalogIndex index) {
        this.index = index;
    }

    /// Reads of entities and relations since the last call.
    int takeReads() {
        return reads.getAndSet(0);
    }

    /// Listeners to changes that have not been closed.
    int followers() {
        return followers.get();
    }

    /// What the program's loops read by themselves is nobody's request.
    private CatalogQuery counted() {
        String thread = Thread.currentThread().getName();
        if (LOOPS.stream().noneMatch(thread::startsWith)) {
            reads.incrementAndGet();
        }
        return index;
    }

    @Override
    public Optional<IndexedEntity> find(EntityRef ref) {
        return counted().find(ref);
    }

    @Override
    public Optional<IndexedEntity> findByUid(String uid) {
        return counted().findByUid(uid);
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        return counted().findAll(refs, filter);
    }

    /// Reads no entity.
    @Override
    public Set<EntityRef> matching(Collection<EntityRef> refs, EntityFilter filter) {
        return index.matching(refs, filter);
    }

    @Override
    public Page query(PageRequest request) {
        return counted().query(request);
    }

    @Override
    public Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter) {
        return counted().facets(keys, filter);
    }

    @Override
    public long count(EntityFilter filter) {
        return counted().count(filter);
    }

    @Override
    public SearchPage search(SearchRequest request) {
        return counted().search(request);
    }

    @Override
    public List<Relation> relations(EntityRef ref) {
        return counted().relations(ref);
    }

    @Override
    public Walk walk(WalkRequest request) {
        return counted().walk(request);
    }

    @Override
    public Impact impact(ImpactRequest request) {
        return counted().impact(request);
    }

    @Override
    public Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within) {
        return counted().path(from, to, types, within);
    }

    @Override
    public long position() {
        return index.position();
    }

    @Override
    public void awaitPosition(long position, Duration timeout) {
        index.awaitPosition(position, timeout);
    }

    @Override
    public AutoCloseable addLive(String name, LiveKey key) {
        return index.addLive(name, key);
    }

    @Override
    public AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener) {
        AutoCloseable following = index.onAdvance(listener);
        followers.incrementAndGet();
        return () -> {
            following.close();
            followers.decrementAndGet();
        };
    }
}
