package dev.portico.runtime;

import dev.portico.runtime.store.TransitionTable;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Removes what of the runtime state is too old, now and then, in small batches. Every node does;
/// rows that another node removes are passed over.
@Singleton
final class RuntimePurge {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration END = Duration.ofSeconds(5);

    private final TransitionTable table;
    private final Duration keep;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean closed;
    private @Nullable Thread thread;

    RuntimePurge(TransitionTable table, RuntimeConfig config) {
        this.table = table;
        this.keep = config.keepTransitions();
    }

    void start() {
        thread = Thread.ofVirtual().name("runtime-purge").start(this::loop);
    }

    void stop() {
        lock.lock();
        try {
            closed = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (thread != null) {
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            Duration pause = EVERY;
            while (pause(pause)) {
                pause = purge() ? BETWEEN : EVERY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean purge() {
        try {
            return table.purge(keep) > 0;
        } catch (RuntimeException e) {
            Log.debug("Old runtime state not removed", e);
            return false;
        }
    }

    private boolean pause(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = ended.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
