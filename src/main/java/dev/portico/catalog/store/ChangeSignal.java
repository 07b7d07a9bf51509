package dev.portico.catalog.store;

import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Listens on one connection for what other transactions announce: `portico_changes` (payload: the
/// position) and `portico_sources` (payload: who asked, a space, the source's name).
///
/// A notification is only a hint; followers look at the tables by themselves from time to time. A
/// lost connection is opened again, first at once, then every second.
public final class ChangeSignal implements AutoCloseable {
    public static final String CHANGES = "portico_changes";
    public static final String SOURCES = "portico_sources";

    private static final int WAIT_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Callable<Connection> connect;
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /// @param connect opens a connection straight to the database, not through a pooler
    public ChangeSignal(Callable<Connection> connect) {
        this.connect = connect;
    }

    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("portico-signal").start(this::loop);
        }
    }

    /// @param listener takes channel and payload; must be quick
    public AutoCloseable onSignal(BiConsumer<String, String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Tells this program's own listeners without waiting for the database to do so.
    public void tell(String channel, String payload) {
        listeners.forEach(listener -> listener.accept(channel, payload));
    }

    private void loop() {
        boolean wasUp = false;
        while (!closed) {
            try (Connection connection = connect.call()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + CHANGES);
                    statement.execute("listen " + SOURCES);
                }
                wasUp = true;
                tell(CHANGES, "");
                listen(connection.unwrap(PGConnection.class));
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                if (wasUp && !closed) {
                    Log.warn(
                            "The database is away; changes are looked for again until it is back.");
                }
                wasUp = false;
                pause();
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException, InterruptedException {
        while (!closed) {
            PGNotification[] notifications = connection.getNotifications(WAIT_MILLIS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    tell(notification.getName(), notification.getParameter());
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /// Lets the thread find out by itself: an interrupt would break the connection, which the pool
    /// then complains of.
    @Override
    public synchronized void close() {
        closed = true;
        if (thread == null) {
            return;
        }
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
