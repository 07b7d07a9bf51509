package dev.portico.template.engine;

import dev.portico.catalog.ChangeLog;
import dev.portico.template.store.Announce;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Passes on what happened to tasks, on this node and others, to who waits for it.
@Singleton
final class TaskSignals {
    private final ChangeLog changeLog;
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<UUID, Watch> watches = new HashMap<>();
    private @Nullable AutoCloseable signal;

    TaskSignals(ChangeLog changeLog) {
        this.changeLog = changeLog;
    }

    synchronized void start() {
        if (signal == null) {
            signal = changeLog.onTask(this::told);
        }
    }

    synchronized void stop() {
        if (signal != null) {
            try {
                signal.close();
            } catch (Exception e) {
                Log.debug("Listener not ended", e);
            }
            signal = null;
        }
    }

    /// @param listener takes what happened, as [Announce] names it, and the task; must be quick
    void onSignal(BiConsumer<String, String> listener) {
        listeners.add(listener);
    }

    private void told(String what, String task) {
        listeners.forEach(listener -> listener.accept(what, task));
        if (what.equals(Announce.EVENT)) {
            @Nullable Watch watch;
            synchronized (watches) {
                watch = watches.get(UUID.fromString(task));
            }
            if (watch != null) {
                watch.news();
            }
        }
    }

    /// Notes each event of a task until it is closed.
    Watch watch(UUID task) {
        synchronized (watches) {
            Watch watch = watches.computeIfAbsent(task, Watch::new);
            watch.watchers++;
            return watch;
        }
    }

    /// Who waits for events of one task.
    final class Watch implements AutoCloseable {
        private final UUID task;
        private int watchers;
        private long count;

        private Watch(UUID task) {
            this.task = task;
        }

        private synchronized void news() {
            count++;
            notifyAll();
        }

        synchronized long count() {
            return count;
        }

        /// Waits until there was news behind a count.
        synchronized void await(long seen, long millis) throws InterruptedException {
            long deadline = System.nanoTime() + millis * 1_000_000;
            long left = millis;
            while (count == seen && left > 0) {
                wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        }

        @Override
        public void close() {
            synchronized (watches) {
                if (--watchers == 0) {
                    watches.remove(task);
                }
            }
        }
    }
}
