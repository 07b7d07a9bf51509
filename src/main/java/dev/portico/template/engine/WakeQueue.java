package dev.portico.template.engine;

import dev.portico.platform.PorticoException;
import dev.portico.template.store.WaitTable;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Wakes waiting tasks a moment after it is told to, many keys at once; the database is only asked
/// for keys that somebody waits for. While the database is away
/// the keys are kept, and when there are too many all tasks are woken.
final class WakeQueue {
    private static final int MOST = 20_000;
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(2);

    private final WaitTable waits;
    private final WaitedKeys waited;
    private Set<String> keys = new HashSet<>();
    private boolean all;
    private boolean closed;
    private @Nullable Thread thread;

    WakeQueue(WaitTable waits) {
        this.waits = waits;
        this.waited = new WaitedKeys(waits::keys);
    }

    synchronized void start() {
        closed = false;
        thread = Thread.ofVirtual().name("task-wake").start(this::loop);
    }

    void stop() {
        @Nullable Thread ending;
        synchronized (this) {
            closed = true;
            notifyAll();
            ending = thread;
        }
        try {
            if (ending != null) {
                ending.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes what [TaskSignals] passes on.
    void told(String what, String keys) {
        waited.told(what, keys);
    }

    synchronized void add(Set<String> more) {
        if (!all) {
            keys.addAll(more);
            if (keys.size() > MOST) {
                keys = new HashSet<>();
                all = true;
            }
        }
        notifyAll();
    }

    private void loop() {
        try {
            while (await(GATHER)) {
                Set<String> taken;
                boolean takenAll;
                synchronized (this) {
                    taken = keys;
                    takenAll = all;
                    keys = new HashSet<>();
                    all = false;
                }
                if (!wake(taken, takenAll)) {
                    add(taken);
                    synchronized (this) {
                        all |= takenAll;
                        if (!closed) {
                            wait(AWAY.toMillis());
                        }
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean wake(Set<String> taken, boolean takenAll) {
        try {
            if (takenAll) {
                waits.wakeAll();
            } else {
                Set<String> wanted = waited.among(taken);
                if (!wanted.isEmpty()) {
                    waits.wake(wanted);
                }
            }
            return true;
        } catch (PorticoException e) {
            Log.debugf("waiting tasks not woken yet reason=%s", e.text());
            return false;
        } catch (RuntimeException e) {
            Log.error("Waiting tasks not woken", e);
            return true;
        }
    }

    /// Waits until there are keys and a moment longer; false at the end.
    private synchronized boolean await(Duration gather) throws InterruptedException {
        while (!closed && keys.isEmpty() && !all) {
            wait();
        }
        if (!closed) {
            wait(gather.toMillis());
        }
        return !closed;
    }
}
