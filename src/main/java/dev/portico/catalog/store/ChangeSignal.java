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
/// position), `portico_sources` (payload: who asked, a space, the source's name),
/// `portico_runtime` (payload: the source whose runtime state changed), `portico_tasks`
/// (payload: what happened, a space, the task) and `portico_access` (credentials changed).
///
/// A notification is only a hint; followers look at the tables by themselves from time to time. A
/// lost connection is opened again, first at once, then every second.
public final class ChangeSignal implements AutoCloseable {
    public static final String CHANGES = "portico_changes";
    public static final String SOURCES = "portico_sources";
    public static final String RUNTIME = "portico_runtime";
    public static final String TASKS = "portico_tasks";
    public static final String ACCESS = "portico_access";
    private static final List<String> CHANNELS = List.of(CHANGES, SOURCES, RUNTIME, TASKS, ACCESS);

    /// How long it waits before it looks whether it is closed. It must look, since to interrupt a
    /// virtual thread that reads from a socket would break the pool's connection.
    private static final int WAIT_MILLIS = 250;

    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration END = Duration.ofSeconds(2);

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
                    for (String channel : CHANNELS) {
                        statement.execute("listen " + channel);
                    }
                }
                wasUp = true;
                tell(CHANGES, "");
                listen(connection.unwrap(PGConnection.class));
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

    private void listen(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification[] notifications = connection.getNotifications(WAIT_MILLIS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    tell(notification.getName(), notification.getParameter());
                }
            }
        }
    }

    private synchronized void pause() {
        try {
            if (!closed) {
                wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /// Ends the listening and waits until its connection is given back.
    @Override
    public void close() {
        Thread listening;
        synchronized (this) {
            closed = true;
            notifyAll();
            listening = thread;
        }
        try {
            if (listening != null) {
                listening.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
