package dev.portico.source.kubernetes;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The connection by which a cluster is asked for what somebody wants to see now, or is written to,
/// apart from the one by which it is followed. Made when it is needed first. Safe for many threads.
final class LiveConnection implements AutoCloseable {
    /// So many requests are under way at once; further ones wait.
    private static final int AT_ONCE = 32;

    private final ClusterSettings settings;
    private final boolean allowExec;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private @Nullable ClusterConnection connection;
    private boolean closed;

    LiveConnection(ClusterSettings settings, boolean allowExec) {
        this.settings = settings;
        this.allowExec = allowExec;
    }

    ClusterSettings settings() {
        return settings;
    }

    /// Throws as [ClusterConnection#get] does.
    JsonObject get(String path, Duration timeout)
            throws IOException, ApiRefusal, InterruptedException {
        places.acquire();
        try {
            return open().get(path, timeout);
        } finally {
            places.release();
        }
    }

    /// Throws as [ClusterConnection#patch] does.
    JsonObject patch(String path, String contentType, String body, Duration timeout)
            throws IOException, ApiRefusal, InterruptedException {
        places.acquire();
        try {
            return open().patch(path, contentType, body, timeout);
        } finally {
            places.release();
        }
    }

    private synchronized ClusterConnection open() throws IOException {
        if (closed) {
            throw new IOException("The settings of the cluster changed just now; ask again.");
        }
        if (connection == null) {
            try {
                connection = ClusterConnection.open(settings.reach(), allowExec);
            } catch (PorticoException e) {
                throw new IOException(e.text(), e);
            }
        }
        return connection;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
