package dev.portico.runtime;

import io.quarkus.logging.Log;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Those who want to know of changes. Each has a thread of its own; what a slow one has not taken
/// yet is one change for each key, so that nothing grows.
final class ChangeListeners<K, V> {
    private final String thread;
    private final Function<V, K> key;
    private final BinaryOperator<V> merge;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /// @param merge makes one of an earlier change and a later one of the same key
    ChangeListeners(String thread, Function<V, K> key, BinaryOperator<V> merge) {
        this.thread = thread;
        this.key = key;
        this.merge = merge;
    }

    AutoCloseable add(Consumer<V> callback) {
        Listener listener = new Listener(callback);
        listeners.add(listener);
        Thread.ofVirtual().name(thread).start(listener);
        return () -> {
            listeners.remove(listener);
            listener.close();
        };
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void tell(V change) {
        listeners.forEach(listener -> listener.offer(change));
    }

    void close() {
        listeners.forEach(Listener::close);
    }

    private final class Listener implements Runnable {
        private final Consumer<V> callback;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Map<K, V> waiting = new LinkedHashMap<>();
        private boolean closed;

        Listener(Consumer<V> callback) {
            this.callback = callback;
        }

        void offer(V change) {
            lock.lock();
            try {
                waiting.merge(key.apply(change), change, merge);
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
                for (@Nullable V next = next(); next != null; next = next()) {
                    deliver(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void deliver(V change) {
            try {
                callback.accept(change);
            } catch (RuntimeException e) {
                Log.errorf(e, "Listener failed of=%s", key.apply(change));
            }
        }

        private @Nullable V next() throws InterruptedException {
            lock.lock();
            try {
                while (!closed && waiting.isEmpty()) {
                    changed.await();
                }
                if (closed) {
                    return null;
                }
                Iterator<V> first = waiting.values().iterator();
                V next = first.next();
                first.remove();
                return next;
            } finally {
                lock.unlock();
            }
        }
    }
}
