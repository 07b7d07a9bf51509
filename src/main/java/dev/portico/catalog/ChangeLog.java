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
    /// name.
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

    /// Single changes behind a cursor, in order, with their owners then.
    ///
    /// GONE, with the way to a snapshot, when the log no longer has all of them; INVALID_INPUT for
    /// a cursor of another database; UNAVAILABLE.
    ///
    /// @param upTo the last position that is answered
    public List<LoggedChange> changes(ChangeCursor after, long upTo, int limit) {
        return readFeed.changes(after, upTo, limit);
    }

    /// The place behind everything of a transaction. UNAVAILABLE while the database is away.
    public ChangeCursor end(long position) {
        return readFeed.end(position);
    }

    @Override
    public int waiting(long after, int atMost) {
        return readFeed.waiting(after, atMost);
    }

    @Override
    public long entities() {
        return readFeed.entities();
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
        return on(ChangeSignal.CHANGES, listener);
    }

    /// Calls back when runtime state may have changed; only a hint.
    public AutoCloseable onRuntime(Runnable listener) {
        return on(ChangeSignal.RUNTIME, listener);
    }

    /// Calls back when credentials may have changed; only a hint.
    public AutoCloseable onAccess(Runnable listener) {
        return on(ChangeSignal.ACCESS, listener);
    }

    /// Calls back when something happened to a task of a template, here or on another node: with
    /// what and the task's id. Only a hint.
    public AutoCloseable onTask(BiConsumer<String, String> listener) {
        return signal.onSignal(
                (channel, payload) -> {
                    int space = payload.indexOf(' ');
                    if (channel.equals(ChangeSignal.TASKS) && space > 0) {
                        listener.accept(payload.substring(0, space), payload.substring(space + 1));
                    }
                });
    }

    private AutoCloseable on(String wanted, Runnable listener) {
        return signal.onSignal(
                (channel, _) -> {
                    if (channel.equals(wanted)) {
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
