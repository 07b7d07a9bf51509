package dev.portico.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The process that `postmaster.pid` in a cluster speaks of.
final class Postmaster {
    private final Path pidFile;

    Postmaster(Path cluster) {
        this.pidFile = cluster.resolve("postmaster.pid");
    }

    /// The server of this cluster when one runs.
    Optional<ProcessHandle> running() throws IOException {
        return pid().flatMap(ProcessHandle::of).filter(Postmaster::isPostgres);
    }

    /// Forgets a server that is gone, of which the number now belongs to another process:
    /// PostgreSQL itself would take that one for the server and refuse to start.
    void forgetIfGone() throws IOException {
        if (running().isEmpty()) {
            Files.deleteIfExists(pidFile);
        }
    }

    private Optional<Long> pid() throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// A process that ended but that nobody has waited for has no command any more.
    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().filter(path -> path.endsWith("/postgres")).isPresent();
    }
}
