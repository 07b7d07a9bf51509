package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Change;
import dev.portico.catalog.FeedBatch;
import io.quarkus.logging.Log;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One listener and the thread that calls it, so that a slow one delays only itself. What it has
/// not taken yet is queued up to a number of changes; beyond, it is read from the change log again
/// when the listener gets there, so that nothing is missed and memory is bounded.
final class AdvanceListener implements Runnable {
    static final int MAX_QUEUED = 10_000;
    private static final int READ = 1_000;
    private static final long RETRY_MILLIS = 1_000;

    private final CatalogFeed feed;
    private final BiConsumer<Long, List<Change>> callback;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Advance> queue = new ArrayDeque<>();
    private int queued;

    /// Where the listener is; its own thread alone moves it.
    private long delivered;

    /// Where the queue ends. When the queue is empty and this is ahead, the log is read again.
    private long known;

    private boolean overflowed;
    private boolean closed;

    AdvanceListener(CatalogFeed feed, long position, BiConsumer<Long, List<Change>> callback) {
        this.feed = feed;
        this.delivered = position;
        this.known = position;
        this.callback = callback;
    }

    void offer(long position, List<Change> changes) {
        locked(
                () -> {
                    if (position <= known) {
                        return; // applied once more after the index was opened again
                    }
                    known = position;
                    if (changes.isEmpty()) {
                        return; // nothing of an entity, as when a claim changed that does not count
                    }
                    overflowed |= queued + changes.size() > MAX_QUEUED && queued > 0;
                    if (!overflowed) {
                        queue.add(new Advance(position, changes));
                        queued += changes.size();
                    }
                });
    }

    void jump(long position) {
        locked(
                () -> {
                    boolean back = position < known;
                    overflowed = !back && (overflowed || position > known);
                    known = position;
                    if (back) {
                        queue.clear();
                        queued = 0;
                        queue.add(new Advance(position, List.of()));
                    }
                });
    }

    void close() {
        locked(() -> closed = true);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            for (Advance next = next(); next != null; next = next()) {
                deliver(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Advance advance) {
        delivered = advance.position;
        try {
            callback.accept(advance.position, advance.changes);
        } catch (RuntimeException e) {
            Log.errorf(e, "Listener failed position=%d", advance.position);
        }
    }

    /// Waits for what comes next; null when closed.
    private @Nullable Advance next() throws InterruptedException {
        while (true) {
            lock.lock();
            try {
                while (!closed && queue.isEmpty() && !overflowed) {
                    changed.await();
                }
                if (closed) {
                    return null;
                }
                Advance first = queue.poll();
                if (first != null) {
                    queued -= first.changes.size();
                    return first;
                }
            } finally {
                lock.unlock();
            }
            Advance missed = readMissed();
            if (missed != null) {
                return missed;
            }
        }
    }

    private @Nullable Advance readMissed() throws InterruptedException {
        try {
            Optional<FeedBatch> batch = feed.read(delivered, READ);
            lock.lock();
            try {
                return batch.isPresent() ? shown(batch.get()) : caughtUp();
            } finally {
                lock.unlock();
            }
        } catch (RuntimeException e) {
            Log.debug("Change log not read for a listener", e);
            lock.lock();
            try {
                if (!closed) {
                    changed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                }
            } finally {
                lock.unlock();
            }
            return null;
        }
    }

    private @Nullable Advance caughtUp() {
        overflowed = false;
        return null;
    }

    /// The log may be ahead of what reads show: waits until they show the batch. Null when closed
    /// or sent back meanwhile.
    private @Nullable Advance shown(FeedBatch batch) throws InterruptedException {
        while (!closed && queue.isEmpty() && known < batch.position()) {
            changed.await();
        }
        if (closed || !queue.isEmpty()) {
            return null;
        }
        overflowed = batch.position() < known;
        if (batch.changes().isEmpty()) {
            delivered = batch.position();
            return null;
        }
        return new Advance(batch.position(), batch.changes());
    }

    private record Advance(long position, List<Change> changes) {}
}
