package dev.portico.query;

import dev.portico.catalog.FeedBatch;
import dev.portico.model.EntityRef;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/// Brings batches of the feed into an index: the entities of a batch, and once per batch the
/// entities at the other ends of its relations. A hub is written at most once a second, or else
/// each change near a group of 20,000 would write a megabyte.
///
/// After each call the store must be refreshed, since the document of a neighbour is taken from
/// what is visible.
final class BatchWriter {
    static final int HUB_RELATIONS = 1_000;
    private static final long HUB_PAUSE_NANOS = 1_000_000_000L;

    private final IndexStore store;

    /// When each hub was written last, and whether it waits to be written again.
    private final Map<EntityRef, Hub> hubs = new HashMap<>();

    BatchWriter(IndexStore store) {
        this.store = store;
    }

    void write(FeedBatch batch, long nanos) throws IOException {
        Set<EntityRef> neighbours =
                store.adjacency().apply(batch.relationsRemoved(), batch.relationsAdded());
        Set<EntityRef> own = new HashSet<>();
        for (EntityRef ref : batch.removed()) {
            own.add(ref);
            hubs.remove(ref);
            store.remove(ref.toString());
        }
        for (FeedBatch.State state : batch.entities()) {
            own.add(state.ref());
            noteWritten(state.ref(), nanos);
        }
        Indexers.writeAll(batch.entities(), this::put);
        neighbours.removeAll(own);
        neighbours.removeIf(
                ref -> store.adjacency().degree(ref) > HUB_RELATIONS && !isDue(ref, nanos));
        try (View view = store.view()) {
            Indexers.writeAll(neighbours, ref -> rewrite(view, ref));
        }
        store.reached(store.mark().at(batch.position(), batch.positionId()));
    }

    private void put(FeedBatch.State state) throws IOException {
        store.put(Composed.of(state, store.adjacency().shown(state.ref())));
    }

    private void noteWritten(EntityRef ref, long nanos) {
        if (store.adjacency().degree(ref) > HUB_RELATIONS) {
            hubs.put(ref, new Hub(nanos, false));
        } else {
            hubs.remove(ref);
        }
    }

    private boolean isDue(EntityRef ref, long nanos) {
        Hub last = hubs.get(ref);
        if (last != null && nanos - last.written() < HUB_PAUSE_NANOS) {
            hubs.put(ref, new Hub(last.written(), true));
            return false;
        }
        hubs.put(ref, new Hub(nanos, false));
        return true;
    }

    /// Whether an entity's relations changed and its document waits for that.
    boolean isLate(EntityRef ref) {
        Hub hub = hubs.get(ref);
        return hub != null && hub.waits();
    }

    /// Writes the hubs that wait, all of them or those whose second is over; answers whether there
    /// was one.
    boolean writeHubs(boolean all, long nanos) throws IOException {
        boolean wrote = false;
        try (View view = store.view()) {
            for (Iterator<Map.Entry<EntityRef, Hub>> it = hubs.entrySet().iterator();
                    it.hasNext(); ) {
                Map.Entry<EntityRef, Hub> entry = it.next();
                boolean over = nanos - entry.getValue().written() >= HUB_PAUSE_NANOS;
                if (entry.getValue().waits() && (all || over)) {
                    rewrite(view, entry.getKey());
                    entry.setValue(new Hub(nanos, false));
                    wrote = true;
                } else if (over) {
                    it.remove();
                }
            }
        }
        return wrote;
    }

    private void rewrite(View view, EntityRef ref) throws IOException {
        View.Stored stored = view.stored(ref);
        if (stored != null) {
            store.put(view.recompose(stored));
        }
    }

    private record Hub(long written, boolean waits) {}
}
