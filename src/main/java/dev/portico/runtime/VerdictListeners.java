package dev.portico.runtime;

import dev.portico.model.EntityRef;
import io.quarkus.logging.Log;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Those who want to know of verdicts. Each has a thread of its own; what a slow one has not taken
/// yet is one change for each entity, so that nothing grows.
final class VerdictListeners {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    AutoCloseable add(Consumer<RuntimeQuery.VerdictChange> callback) {
        Listener listener = new Listener(callback);
        listeners.add(listener);
        Thread.ofVirtual().name("portico-verdicts").start(listener);
        return () -> {
            listeners.remove(listener);
            listener.close();
        };
    }

    void tell(RuntimeQuery.VerdictChange change) {
        listeners.forEach(listener -> listener.offer(change));
    }

    void close() {
        listeners.forEach(Listener::close);
    }

    private static final class Listener implements Runnable {
        private final Consumer<RuntimeQuery.VerdictChange> callback;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Map<EntityRef, RuntimeQuery.VerdictChange> waiting = new LinkedHashMap<>();
        private boolean closed;

        Listener(Consumer<RuntimeQuery.VerdictChange> callback) {
            this.callback = callback;
        }

        void offer(RuntimeQuery.VerdictChange change) {
            lock.lock();
            try {
                waiting.merge(
                        change.entity(),
                        change,
                        (first, last) ->
                                new RuntimeQuery.VerdictChange(
                                        last.entity(),
                                        first.before(),
                                        last.after(),
                                        last.byCluster()));
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void run() {
            try {
                for (var next = next(); next != null; next = next()) {
                    deliver(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void deliver(RuntimeQuery.VerdictChange change) {
            try {
                callback.accept(change);
            } catch (RuntimeException e) {
                Log.errorf(e, "Listener failed ref=%s", change.entity());
            }
        }

        private RuntimeQuery.@Nullable VerdictChange next() throws InterruptedException {
            lock.lock();
            try {
                while (!closed && waiting.isEmpty()) {
                    changed.await();
                }
                if (closed) {
                    return null;
                }
                Iterator<RuntimeQuery.VerdictChange> first = waiting.values().iterator();
                RuntimeQuery.VerdictChange next = first.next();
                first.remove();
                return next;
            } finally {
                lock.unlock();
            }
        }
    }
}
