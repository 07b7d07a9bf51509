package dev.portico.template;

import dev.portico.catalog.Change;
import dev.portico.query.CatalogQuery;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.template.action.WakeKeys;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Wakes tasks that wait for entities and for what runs, when the catalog or a cluster changed.
/// Whatever happens, at most twenty times a second and with at most 500 keys; what is more than
/// that for long is left to the steps, which also look by themselves.
@Singleton
public final class CatalogWaker {
    private static final int AT_ONCE = 500;
    private static final int MOST = 50_000;
    private static final Duration GAP = Duration.ofMillis(50);
    private static final Duration END = Duration.ofSeconds(3);

    private final CatalogQuery catalog;
    private final RuntimeQuery runtime;
    private final Tasks tasks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final List<AutoCloseable> listening = new ArrayList<>();
    private boolean closed;
    private @Nullable Thread thread;

    public CatalogWaker(CatalogQuery catalog, RuntimeQuery runtime, Tasks tasks) {
        this.catalog = catalog;
        this.runtime = runtime;
        this.tasks = tasks;
    }

    /// Begins to listen and returns at once.
    public void start() {
        thread = Thread.ofVirtual().name("portico-catalog-waker").start(this::loop);
        listening.add(catalog.onAdvance((_, changes) -> add(keys(changes))));
        listening.add(runtime.onVerdict(change -> add(Set.of(WakeKeys.runtime(change.entity())))));
        listening.add(runtime.onObserved(observed -> add(keys(observed))));
    }

    public void stop() {
        for (AutoCloseable each : listening) {
            try {
                each.close();
            } catch (Exception e) {
                Log.debug("Listener not ended", e);
            }
        }
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (thread != null) {
                boolean unused = thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<String> keys(List<Change> changes) {
        Set<String> keys = new HashSet<>();
        changes.forEach(change -> keys.add(WakeKeys.entity(change.ref())));
        return keys;
    }

    private static Set<String> keys(RuntimeQuery.Observed observed) {
        Set<String> keys = new HashSet<>();
        keys.add(WakeKeys.object(observed.key().kind(), observed.key().name()));
        if (observed.entity() != null) {
            keys.add(WakeKeys.runtime(observed.entity()));
        }
        return keys;
    }

    private void add(Set<String> keys) {
        lock.lock();
        try {
            if (waiting.size() + keys.size() <= MOST) {
                waiting.addAll(keys);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        try {
            for (Set<String> next = take(); !next.isEmpty(); next = take()) {
                wake(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake(Set<String> keys) {
        try {
            tasks.wake(keys);
        } catch (RuntimeException e) {
            Log.error("Waiting tasks not woken", e);
        }
    }

    /// Waits for keys; empty at the end.
    private Set<String> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && waiting.isEmpty()) {
                changed.await();
            }
            // what comes at the same time goes together
            long left = GAP.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            Set<String> taken = new HashSet<>();
            Iterator<String> next = waiting.iterator();
            while (!closed && taken.size() < AT_ONCE && next.hasNext()) {
                taken.add(next.next());
                next.remove();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
