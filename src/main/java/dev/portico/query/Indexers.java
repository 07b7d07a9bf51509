package dev.portico.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Threads that compose and write many documents, as many as there are cores, up to four. Handed
/// over by one thread.
///
/// @param <T> what a document is made of
final class Indexers<T> implements AutoCloseable {
    private static final int CHUNK = 256;
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    private final Writing<T> writing;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("catalog-indexer-", 0).factory());
    private final Semaphore ahead = new Semaphore(THREADS * 2);
    private final List<Future<?>> running = new ArrayList<>();
    private List<T> chunk = new ArrayList<>(CHUNK);

    /// Writes one document; called by several threads.
    interface Writing<T> {
        void write(T one) throws IOException;
    }

    Indexers(Writing<T> writing) {
        this.writing = writing;
    }

    /// Writes all of them, a few by the thread that asks.
    static <T> void writeAll(Collection<T> all, Writing<T> writing) throws IOException {
        if (all.size() <= CHUNK) {
            for (T one : all) {
                writing.write(one);
            }
            return;
        }
        try (Indexers<T> indexers = new Indexers<>(writing)) {
            all.forEach(indexers::add);
            indexers.end();
        }
    }

    /// Has one written soon; waits while too many are to be written.
    void add(T one) {
        chunk.add(one);
        if (chunk.size() == CHUNK) {
            submit();
        }
    }

    private void submit() {
        List<T> full = chunk;
        chunk = new ArrayList<>(CHUNK);
        ahead.acquireUninterruptibly();
        running.add(
                threads.submit(
                        () -> {
                            try {
                                write(full);
                            } finally {
                                ahead.release();
                            }
                        }));
    }

    private void write(List<T> some) {
        try {
            for (T one : some) {
                writing.write(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until all are written; fails when one could not be.
    void end() throws IOException {
        submit();
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an entity could not be indexed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Ends the threads once they have written what they were handed.
    @Override
    public void close() {
        threads.close();
    }
}
