package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Fills an empty index from a snapshot of the database.
final class IndexBuild {
    private static final int CHUNK = 256;
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

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
        Semaphore ahead = new Semaphore(THREADS * 2);
        List<Future<?>> running = new ArrayList<>();
        List<FeedBatch.State> chunk = new ArrayList<>(CHUNK);
        try (ExecutorService indexers = Executors.newFixedThreadPool(THREADS)) {
            CatalogFeed.Snapshot snapshot =
                    feed.snapshot(
                            entity -> {
                                if (running.isEmpty() && chunk.isEmpty()) {
                                    relations.end();
                                }
                                chunk.add(entity);
                                if (chunk.size() == CHUNK) {
                                    running.add(submit(indexers, ahead, List.copyOf(chunk)));
                                    chunk.clear();
                                }
                            },
                            relations::add);
            running.add(submit(indexers, ahead, chunk));
            for (Future<?> future : running) {
                future.get();
            }
            return snapshot;
        } catch (ExecutionException e) {
            throw new IOException("an entity could not be indexed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            relations.end();
        }
    }

    private Future<?> submit(
            ExecutorService indexers, Semaphore ahead, List<FeedBatch.State> chunk) {
        ahead.acquireUninterruptibly();
        return indexers.submit(
                () -> {
                    try {
                        index(chunk);
                    } finally {
                        ahead.release();
                    }
                });
    }

    private void index(List<FeedBatch.State> chunk) {
        try {
            for (FeedBatch.State document : chunk) {
                store.add(Composed.of(document, store.adjacency().shown(document.ref())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        state.built(done.addAndGet(chunk.size()));
    }
}
