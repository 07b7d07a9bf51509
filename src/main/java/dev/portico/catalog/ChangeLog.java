package dev.portico.catalog;

import dev.portico.catalog.store.ChangeSignal;
import dev.portico.catalog.store.ReadFeed;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The ordered log of everything that changed, for followers on this and other nodes.
@Singleton
public final class ChangeLog implements CatalogFeed {
    /// Channel on which nodes ask each other to read a source; payload: who asks, a space, its
    // name.
    public static final String SOURCE_CHANNEL = ChangeSignal.SOURCES;

    private final ReadFeed readFeed;
    private final ChangeSignal signal;

    public ChangeLog(ReadFeed readFeed, ChangeSignal signal) {
        this.readFeed = readFeed;
        this.signal = signal;
    }

    @Override
    public UUID databaseId() {
        return readFeed.databaseId();
    }

    @Override
    public long latest() {
        return readFeed.latest();
    }

    @Override
    public Optional<UUID> positionId(long position) {
        return readFeed.positionId(position);
    }

    @Override
    public Optional<FeedBatch> read(long after, int maxChanges) {
        return readFeed.read(after, maxChanges);
    }

    @Override
    public Snapshot snapshot(Consumer<FeedBatch.State> entities, Consumer<RelationPair> relations) {
        return readFeed.snapshot(entities, relations);
    }

    @Override
    public FeedSlice slice(String after, int limit) {
        return readFeed.slice(after, limit);
    }

    @Override
    public List<FeedBatch.State> states(Collection<EntityRef> refs) {
        return readFeed.states(refs);
    }

    @Override
    public AutoCloseable onWake(Runnable listener) {
        return signal.onSignal(
                (channel, _) -> {
                    if (channel.equals(ChangeSignal.CHANGES)) {
                        listener.run();
                    }
                });
    }

    /// Calls back when a source is asked to be read again: with its name and who asked.
    public AutoCloseable onSourceRequest(BiConsumer<String, String> listener) {
        return signal.onSignal(
                (channel, payload) -> {
                    int space = payload.indexOf(' ');
                    if (channel.equals(ChangeSignal.SOURCES) && space > 0) {
                        listener.accept(payload.substring(space + 1), payload.substring(0, space));
                    }
                });
    }

    /// Starts and stops listening for what other nodes write.
    public void start() {
        signal.start();
    }

    public void stop() {
        signal.close();
    }
}
