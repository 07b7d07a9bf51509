package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Change;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/// Those who want to know when reads reflect something new.
final class AdvanceListeners {
    private final CatalogFeed feed;
    private final List<AdvanceListener> listeners = new CopyOnWriteArrayList<>();

    AdvanceListeners(CatalogFeed feed) {
        this.feed = feed;
    }

    /// @param position what reads reflect now: the listener hears what comes behind it
    AutoCloseable add(long position, BiConsumer<Long, List<Change>> callback) {
        AdvanceListener listener = new AdvanceListener(feed, position, callback);
        listeners.add(listener);
        Thread.ofVirtual().name("catalog-advance").start(listener);
        return () -> {
            listeners.remove(listener);
            listener.close();
        };
    }

    void advance(long position, List<Change> changes) {
        listeners.forEach(listener -> listener.offer(position, changes));
    }

    /// Reads went to a position without telling the changes between.
    void jump(long position) {
        listeners.forEach(listener -> listener.jump(position));
    }

    void close() {
        listeners.forEach(AdvanceListener::close);
        listeners.clear();
    }
}
