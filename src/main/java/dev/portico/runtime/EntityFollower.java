package dev.portico.runtime;

import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.Page;
import dev.portico.query.PageKey;
import dev.portico.query.PageRequest;
import dev.portico.runtime.match.EntityFacts;
import dev.portico.runtime.match.EntityIndex;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps what entities say of their objects in step with the catalog: read once as soon as a
/// cluster is known, then only what changes.
@Singleton
final class EntityFollower {
    private static final int PAGE = 1_000;

    /// The key by which filters and facets know an entity's health.
    private static final String HEALTH = "portico.dev/health";

    /// People and what nothing runs for.
    private static final List<String> LEFT_OUT = List.of("user", "group", "location", "template");

    private static final EntityFilter FILTER =
            new EntityFilter.Not(new EntityFilter.In("kind", LEFT_OUT));

    private final CatalogQuery catalog;
    private final RuntimeMemory memory;

    /// Held while entities are read and taken over, so that nothing older comes behind.
    private final ReentrantLock order = new ReentrantLock();

    private boolean loaded;
    private @Nullable AutoCloseable following;
    private @Nullable AutoCloseable shown;

    EntityFollower(CatalogQuery catalog, RuntimeMemory memory) {
        this.catalog = catalog;
        this.memory = memory;
    }

    /// Lets entities be found by their health.
    void showHealth() {
        shown = catalog.addLive(HEALTH, memory::byHealth);
    }

    /// Reads all entities unless that is done; the index may not answer yet, then it throws
    /// UNAVAILABLE.
    void load() {
        order.lock();
        try {
            if (following == null) {
                following = catalog.onAdvance(this::advance);
            }
            if (!loaded) {
                memory.entities(readAll());
                loaded = true;
            }
        } finally {
            order.unlock();
        }
    }

    private EntityIndex readAll() {
        EntityIndex all = new EntityIndex();
        @Nullable PageKey after = null;
        Page page;
        do {
            page = catalog.query(page(after));
            Map<EntityRef, @Nullable EntityFacts> facts = new HashMap<>();
            for (Page.Row row : page.rows()) {
                after = row.key();
                facts.put(row.entity().ref(), EntityFacts.of(row.entity().entity()));
            }
            all.put(facts);
        } while (page.more());
        return all;
    }

    private static PageRequest page(@Nullable PageKey after) {
        PageRequest first = PageRequest.of(FILTER, PAGE);
        return new PageRequest(
                first.filter(), null, first.orders(), first.rows(), after, false, 0, PAGE, false);
    }

    /// @param changes none: the catalog is another, as after a backup was put back
    private void advance(long position, List<Change> changes) {
        order.lock();
        try {
            if (changes.isEmpty()) {
                loaded = false;
            } else if (loaded) {
                Set<EntityRef> refs = new LinkedHashSet<>();
                for (Change change : changes) {
                    if (!LEFT_OUT.contains(change.ref().kind())) {
                        refs.add(change.ref());
                    }
                }
                List<EntityRef> all = List.copyOf(refs);
                for (int from = 0; from < all.size(); from += PAGE) {
                    take(all.subList(from, Math.min(from + PAGE, all.size())));
                }
            }
        } catch (RuntimeException e) {
            loaded = false;
            Log.debugf(e, "Entities are read again position=%d", position);
        } finally {
            order.unlock();
        }
    }

    private void take(List<EntityRef> refs) {
        List<@Nullable IndexedEntity> found = catalog.findAll(refs, EntityFilter.ALL);
        Map<EntityRef, @Nullable EntityFacts> facts = new HashMap<>();
        for (int i = 0; i < refs.size(); i++) {
            IndexedEntity entity = found.get(i);
            facts.put(refs.get(i), entity == null ? null : EntityFacts.of(entity.entity()));
        }
        memory.entities(facts);
    }

    void stop() {
        order.lock();
        try {
            if (following != null) {
                following.close();
                following = null;
                loaded = false;
            }
            if (shown != null) {
                shown.close();
            }
        } catch (Exception e) {
            Log.debug("Listener not ended", e);
        } finally {
            order.unlock();
        }
    }
}
