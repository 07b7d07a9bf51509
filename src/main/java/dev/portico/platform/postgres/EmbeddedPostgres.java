package dev.portico.platform.postgres;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// A real PostgreSQL of our own, on the loopback address, that keeps its data in one folder.
/// Started by `app.Main` before Quarkus, and by the tests.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "portico";
    private static final String DATABASE = "postgres";
    private static final int ATTEMPTS = 3;

    private final ClusterFiles files;
    private final PostgresOptions options;
    private final PostgresBinaries binaries;
    private final ServerAccount account;

    private EmbeddedPostgres(PostgresOptions options) throws IOException {
        this.options = options;
        Files.createDirectories(options.folder());
        Path home = ClusterFiles.home(options.folder());
        ServerAccount chosen = ServerAccount.choose(home.resolve("cluster"));
        if (!chosen.reaches(home)) {
            home = ClusterFiles.moveAway(options.folder());
        }
        this.account = chosen;
        this.files = new ClusterFiles(home);
        this.binaries =
                home.equals(options.folder())
                        ? options.binaries()
                        : options.binaries().movedTo(home);
    }

    /// The process of the server whose files are in a folder; empty when none runs there, as with
    /// a database that is not embedded.
    ///
    /// @param folder as [PostgresOptions] has it
    public static Optional<ProcessHandle> running(Path folder) throws IOException {
        return new Postmaster(new ClusterFiles(ClusterFiles.home(folder)).cluster()).running();
    }

    /// Starts the server: makes it first when there is none, and stops one that a killed program
    /// left behind. Throws `PorticoException` with a sentence for people when that fails.
    public static EmbeddedPostgres start(PostgresOptions options) {
        try {
            EmbeddedPostgres postgres = new EmbeddedPostgres(options);
            postgres.prepare();
            postgres.stopOrphan();
            postgres.startServer();
            return postgres;
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The embedded PostgreSQL in %s can't be started: %s"
                            .formatted(options.folder(), e),
                    e);
        }
    }

    public ConnectionInfo connection() {
        return connection(DATABASE);
    }

    /// How to reach another database of this server.
    public ConnectionInfo connection(String database) {
        try {
            return new ConnectionInfo(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(files.port(), database),
                    USER,
                    new Secret(files.password()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops the server; open transactions are rolled back.
    @Override
    public void close() {
        stop(options.durable() ? "fast" : "immediate");
        if (!options.durable()) {
            try {
                Folders.delete(files.home());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void prepare() throws IOException {
        boolean first = !files.exists();
        if (first) {
            options.progress().accept("Preparing the embedded PostgreSQL (first start)...");
        }
        binaries.unpackIfAbsent();
        if (first) {
            initialise();
        }
        files.requireReadable();
        files.requireMajorVersion(majorVersion());
    }

    /// Makes the cluster beside and renames it, so that one that is half made is never used.
    private void initialise() throws IOException {
        files.createPassword();
        Path unfinished = files.home().resolve("cluster.unfinished");
        Folders.delete(unfinished);
        account.take(files.home());
        Command.Result result =
                account.run(
                        binaries.program("initdb"),
                        List.of(
                                "--pgdata=" + unfinished,
                                "--username=" + USER,
                                "--pwfile=" + files.passwordFile(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                options.durable() ? "--data-checksums" : "--no-sync"));
        if (!result.succeeded()) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The embedded PostgreSQL could not be set up in %s: %s"
                            .formatted(files.home(), lastLine(result.output())));
        }
        Files.writeString(unfinished.resolve("postgresql.conf"), "include 'portico.conf'\n");
        Files.move(unfinished, files.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private int majorVersion() {
        Command.Result result = account.run(binaries.program("postgres"), List.of("--version"));
        String[] words = result.output().strip().split("[ .]");
        if (!result.succeeded() || words.length < 3) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The embedded PostgreSQL does not run on this machine: %s; set QUARKUS_DATASOURCE_JDBC_URL to use another."
                            .formatted(lastLine(result.output())));
        }
        return Integer.parseInt(words[2]);
    }

    /// Only one program works on a data folder, so a server that runs already was left behind.
    private void stopOrphan() throws IOException {
        Postmaster postmaster = new Postmaster(files.cluster());
        if (postmaster.running().isPresent() && !stop("fast")) {
            stop("immediate");
        }
        postmaster.forgetIfGone();
    }

    private void startServer() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = files.choosePort();
            ServerSettings settings = new ServerSettings(options, port);
            Files.writeString(files.cluster().resolve("portico.conf"), settings.text());
            account.take(files.home());
            Command.Result result =
                    account.run(
                            binaries.program("pg_ctl"),
                            List.of(
                                    "start",
                                    "--pgdata=" + files.cluster(),
                                    "--log=" + files.log(),
                                    "--wait",
                                    "--timeout=120"));
            if (result.succeeded()) {
                files.rememberPort(port);
                return;
            }
            if (attempt == ATTEMPTS || ClusterFiles.isFree(port)) {
                throw new PorticoException(
                        ErrorCode.UNAVAILABLE,
                        "The embedded PostgreSQL did not start: %s See %s."
                                .formatted(files.lastFatal(), files.log()));
            }
        }
    }

    private boolean stop(String mode) {
        return account.run(
                        binaries.program("pg_ctl"),
                        List.of(
                                "stop",
                                "--pgdata=" + files.cluster(),
                                "--mode=" + mode,
                                "--wait",
                                "--timeout=60"))
                .succeeded();
    }

    private static String lastLine(String output) {
        List<String> lines = output.strip().lines().toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
}
