package dev.portico.query;

import dev.portico.catalog.FeedBatch;
import dev.portico.model.EntityRef;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The index that the follower keeps now: writes batches, serves them, and commits every few
/// seconds on a thread beside, since making files last can take long.
final class Followed {
    private final Path folder;
    private final long commitNanos;
    private final IndexStore store;
    private final BatchWriter writer;
    private @Nullable FutureTask<CommitMark> commit;
    private CommitMark committed;
    private boolean mended;
    private long committedAt = System.nanoTime();

    Followed(Path folder, IndexStore store, Duration commitInterval) {
        this.commitNanos = commitInterval.toNanos();
        this.folder = folder;
        this.store = store;
        this.writer = new BatchWriter(store);
        this.committed = store.mark();
    }

    Path folder() {
        return folder;
    }

    IndexStore store() {
        return store;
    }

    /// Applies a batch, if there is one, and the hubs whose time has come, and serves the result.
    void advance(Optional<FeedBatch> batch, IndexState state, AdvanceListeners listeners)
            throws IOException {
        if (!store.isOpen()) {
            throw new IOException("the index was closed after a write failed");
        }
        long now = System.nanoTime();
        boolean wrote = writer.writeHubs(false, now);
        if (wrote) {
            store.refresh();
        }
        if (batch.isPresent()) {
            writer.write(batch.get(), now);
            store.refresh();
            wrote = true;
        }
        if (wrote) {
            serve(state);
        }
        batch.ifPresent(it -> listeners.advance(it.position(), it.changes()));
        commitSometimes(now, state);
    }

    /// Writes what differed from the database at the position where the index is.
    void mend(FeedBatch batch, IndexState state) throws IOException {
        writer.write(batch, System.nanoTime());
        store.refresh();
        mended = true;
        serve(state);
    }

    boolean isLate(EntityRef ref) {
        return writer.isLate(ref);
    }

    void serve(IndexState state) {
        state.publish(store.view());
    }

    private void commitSometimes(long now, IndexState state) throws IOException {
        FutureTask<CommitMark> running = commit;
        if (running != null) {
            if (!running.isDone()) {
                return;
            }
            commit = null;
            committed = result(running);
        }
        CommitMark mark = store.mark();
        if (now - committedAt < commitNanos || mark.equals(committed) && !mended) {
            return;
        }
        committedAt = now;
        mended = false;
        if (writer.writeHubs(true, now)) {
            store.refresh();
            serve(state);
        }
        FutureTask<CommitMark> next =
                new FutureTask<>(
                        () -> {
                            store.commit(mark);
                            return mark;
                        });
        commit = next;
        Thread.ofPlatform().daemon().name("catalog-index-commit").start(next);
    }

    private static CommitMark result(FutureTask<CommitMark> done) throws IOException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new IOException("a commit failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// The commit at the end of the program.
    void commitLast() {
        try {
            awaitCommit();
            if (store.isOpen() && (mended || !store.mark().equals(committed))) {
                writer.writeHubs(true, System.nanoTime());
                store.commit(store.mark());
            }
        } catch (IOException | RuntimeException e) {
            Log.warnf("Index not committed reason=%s", e.getMessage());
        }
    }

    private void awaitCommit() throws IOException {
        FutureTask<CommitMark> running = commit;
        commit = null;
        if (running != null) {
            committed = result(running);
        }
    }

    void close() {
        try {
            awaitCommit();
        } catch (IOException e) {
            Log.debug("Index closed behind a failed commit", e);
        }
        closeQuietly(store);
    }

    static void closeQuietly(IndexStore store) {
        try {
            store.close();
        } catch (IOException | RuntimeException e) {
            Log.debug("Index not closed cleanly", e);
        }
    }

    /// Whether a failure says nothing about the files, only about the room for more.
    static boolean isFull(Exception e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }
}
