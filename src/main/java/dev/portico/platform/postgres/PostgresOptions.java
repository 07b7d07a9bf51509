package dev.portico.platform.postgres;

import java.nio.file.Path;
import java.util.function.Consumer;

/// How a server is to run.
///
/// @param folder everything of this server: cluster, password, port, log
/// @param binaries the programs it runs
/// @param durable false for a throw-away server: nothing is flushed and `close` deletes the folder
/// @param maxConnections how many clients it takes
/// @param progress takes a sentence for people when something takes long
public record PostgresOptions(
        Path folder,
        PostgresBinaries binaries,
        boolean durable,
        int maxConnections,
        Consumer<String> progress) {
    private static final int CONNECTIONS = 40;
    private static final int THROW_AWAY_CONNECTIONS = 200;

    public PostgresOptions {
        folder = folder.toAbsolutePath().normalize();
    }

    /// A server that keeps its data, with the binaries beside them.
    public static PostgresOptions durable(Path folder, Consumer<String> progress) {
        return new PostgresOptions(
                folder, PostgresBinaries.bundled(folder), true, CONNECTIONS, progress);
    }

    /// A server for one test run.
    public static PostgresOptions throwAway(Path folder, PostgresBinaries binaries) {
        return new PostgresOptions(folder, binaries, false, THROW_AWAY_CONNECTIONS, _ -> {});
    }
}
