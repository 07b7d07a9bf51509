package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.FeedBatch;
import dev.portico.model.RelationPair;
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
    private static final int PAIR_CHUNK = 50_000;
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    private final CatalogFeed feed;
    private final IndexStore store;
    private final IndexState state;
    private final List<RelationPair> pairs = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();

    IndexBuild(CatalogFeed feed, IndexStore store, IndexState state) {
        this.feed = feed;
        this.store = store;
        this.state = state;
    }

    /// Reads the snapshot, then indexes it, and commits.
    void run(DocumentSpool spool) throws IOException {
        state.progress(0, -1);
        UUID database = feed.databaseId();
        CatalogFeed.Snapshot snapshot =
                feed.snapshot(
                        document -> {
                            spool.add(document);
                            state.progress(spool.size(), -1);
                        },
                        this::addPair);
        flushPairs();
        state.progress(0, spool.size());
        indexAll(spool);
        CommitMark mark = new CommitMark(database, snapshot.position(), snapshot.positionId());
        store.reached(mark);
        store.commit(mark);
        store.settle();
        store.refresh();
    }

    private void addPair(RelationPair pair) {
        pairs.add(pair);
        if (pairs.size() == PAIR_CHUNK) {
            flushPairs();
        }
    }

    private void flushPairs() {
        store.adjacency().apply(List.of(), pairs);
        pairs.clear();
    }

    private void indexAll(DocumentSpool spool) throws IOException {
        Semaphore ahead = new Semaphore(THREADS * 2);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService indexers = Executors.newFixedThreadPool(THREADS)) {
            List<FeedBatch.State> chunk = new ArrayList<>(CHUNK);
            spool.forEach(
                    document -> {
                        chunk.add(document);
                        if (chunk.size() == CHUNK) {
                            running.add(submit(indexers, ahead, List.copyOf(chunk)));
                            chunk.clear();
                        }
                    });
            running.add(submit(indexers, ahead, chunk));
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an entity could not be indexed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
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
