package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Fills an empty index from a snapshot of the database.
final class IndexBuild {
    private final CatalogFeed feed;
    private final IndexStore store;
    private final IndexState state;
    private final AtomicLong done = new AtomicLong();

    IndexBuild(CatalogFeed feed, IndexStore store, IndexState state) {
        this.feed = feed;
        this.store = store;
        this.state = state;
    }

    /// Reads the snapshot, indexing while it comes, and commits; answers how many entities it has.
    long run() throws IOException {
        state.progress(0, feed.entities());
        UUID database = feed.databaseId();
        CatalogFeed.Snapshot snapshot = indexAll();
        CommitMark mark = new CommitMark(database, snapshot.position(), snapshot.positionId());
        store.reached(mark);
        store.commit(mark);
        store.settle();
        store.refresh();
        return done.get();
    }

    /// An entity is composed with its relations, so these come first and are all known when the
    /// first entity comes.
    private CatalogFeed.Snapshot indexAll() throws IOException {
        Adjacency.Loading relations = store.adjacency().load();
        AtomicBoolean loaded = new AtomicBoolean();
        try (Indexers<FeedBatch.State> indexers = new Indexers<>(this::index)) {
            CatalogFeed.Snapshot snapshot =
                    feed.snapshot(
                            entity -> {
                                if (!loaded.getAndSet(true)) {
                                    relations.end();
                                }
                                indexers.add(entity);
                            },
                            relations::add);
            indexers.end();
            return snapshot;
        } finally {
            relations.end();
        }
    }

    private void index(FeedBatch.State entity) throws IOException {
        store.add(Composed.of(entity, store.adjacency().shown(entity.ref())));
        state.built(done.incrementAndGet());
    }
}
