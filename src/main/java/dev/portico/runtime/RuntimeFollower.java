package dev.portico.runtime;

import dev.portico.catalog.ChangeLog;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.store.ReadStreams;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the runtime state in memory in step with the database, on every node: woken when a cluster
/// or a CI job told something, and looking by itself every second. While the database is away what
/// is in memory stays.
@Singleton
public final class RuntimeFollower {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// At most twenty looks a second, however much changes.
    private static final Duration GAP = Duration.ofMillis(50);

    private static final Duration END = Duration.ofSeconds(5);

    private final ReadStreams streams;
    private final RuntimeMemory memory;
    private final EntityFollower entities;
    private final ChangeLog changeLog;
    private final RuntimePurge purge;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake;
    private boolean closed;
    private @Nullable AutoCloseable signal;
    private @Nullable Thread thread;

    RuntimeFollower(
            ReadStreams streams,
            RuntimeMemory memory,
            EntityFollower entities,
            ChangeLog changeLog,
            RuntimePurge purge) {
        this.streams = streams;
        this.memory = memory;
        this.entities = entities;
        this.changeLog = changeLog;
        this.purge = purge;
    }

    /// Starts and returns at once.
    public void start() {
        entities.showHealth();
        signal = changeLog.onRuntime(this::wake);
        thread = Thread.ofVirtual().name("runtime-follower").start(this::loop);
        purge.start();
    }

    /// Ends the following; what is in memory stays.
    public void stop() {
        purge.stop();
        lock.lock();
        try {
            closed = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (signal != null) {
                signal.close();
            }
            if (thread != null) {
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            Log.debug("Listener not ended", e);
        }
        entities.stop();
        memory.close();
    }

    private void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        boolean wasUp = true;
        try {
            while (pause()) {
                wasUp = follow(wasUp);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean follow(boolean wasUp) {
        try {
            look();
            return true;
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                Log.error("Runtime state not read", e);
            } else if (wasUp) {
                Log.debug("Runtime state is shown as it was last until it can be read", e);
            }
        } catch (RuntimeException e) {
            Log.error("Runtime state not read", e);
        }
        return false;
    }

    /// Takes over what changed since the last time.
    void look() {
        memory.apply(streams.look(memory.marks(), memory.position()));
        if (!memory.isEmpty()) {
            entities.load();
        }
    }

    /// Waits until there is something to do; false at the end.
    private boolean pause() throws InterruptedException {
        lock.lock();
        try {
            long gap = GAP.toNanos();
            while (!closed && gap > 0) {
                gap = woken.awaitNanos(gap);
            }
            long left = LOOK.minus(GAP).toNanos();
            while (!closed && !wake && left > 0) {
                left = woken.awaitNanos(left);
            }
            wake = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
