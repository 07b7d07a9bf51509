package dev.portico.app;

import dev.portico.app.demo.DemoRepositories;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.platform.postgres.EmbeddedPostgres;
import dev.portico.platform.postgres.PostgresOptions;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jspecify.annotations.Nullable;

/// One life of the serving program: what must be there before Quarkus, Quarkus, and the end of
/// both in the right order.
final class Server {
    /// Set while this process serves. In dev mode Quarkus runs `main` again in a new class loader
    /// for each reload; database and lock then stay as they are.
    private static final String PREPARED = "portico-prepared";

    /// Set while the database is this process's own.
    private static final String OWN_DATABASE = "portico-own-database";

    private static final long STOP_SECONDS = 45;
    private static final long DEMO_SEED = 42;

    private final Console console;
    private final Wish wish;
    private final CountDownLatch quarkusEnded = new CountDownLatch(1);

    Server(Console console, Wish wish) {
        this.console = console;
        this.wish = wish;
    }

    /// What the command line asks for beside the settings.
    record Wish(boolean demo, @Nullable Integer port, boolean verbose) {}

    /// Serves until the program is told to stop; answers the exit code.
    int run(Optional<Path> config) {
        if (System.getProperty(PREPARED) == null) {
            prepare(config);
            System.setProperty(PREPARED, "true");
        }
        AtomicInteger exitCode = new AtomicInteger();
        if (!wish.verbose()) {
            quietUntilConfigured();
        }
        try {
            Quarkus.run(null, (code, failure) -> exitCode.set(ended(code, failure)));
        } finally {
            quarkusEnded.countDown();
        }
        return exitCode.get();
    }

    /// What libraries log before Quarkus has read the log settings would all come out, in another
    /// format, when the start fails; Quarkus sets the level as configured later.
    private static void quietUntilConfigured() {
        LogContext.getLogContext().getLogger("").setLevel(Level.ERROR);
    }

    private void prepare(Optional<Path> config) {
        ConfigFile.use(config);
        StartSettings settings = StartSettings.read();
        if (wish.port() != null) {
            settings = settings.onPort(wish.port());
            System.setProperty("quarkus.http.port", String.valueOf(wish.port()));
        }
        System.setProperty("portico.data-dir", settings.dataFolder().toString());
        DataFolderLock lock = DataFolderLock.take(settings.dataFolder(), settings.url());
        requireFreePort(settings);
        if (wish.demo()) {
            Path demo = settings.dataFolder().resolve("demo");
            new DemoRepositories(demo, DEMO_SEED).create();
            System.setProperty("portico.source.demo", "true");
        }
        Optional<EmbeddedPostgres> postgres = Optional.empty();
        if (settings.database().isPresent()) {
            new ExternalDatabase(settings.database().get()).requireUsable();
        } else {
            postgres = Optional.of(startPostgres(settings));
        }
        stopAtTheEnd(postgres, lock);
    }

    private EmbeddedPostgres startPostgres(StartSettings settings) {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        PostgresOptions.durable(
                                settings.dataFolder().resolve("postgres"), console::say));
        ConnectionInfo connection = postgres.connection();
        System.setProperty(OWN_DATABASE, "true");
        System.setProperty("quarkus.datasource.jdbc.url", connection.jdbcUrl());
        System.setProperty("quarkus.datasource.username", connection.user());
        System.setProperty("quarkus.datasource.password", connection.password().value());
        return postgres;
    }

    static boolean hasOwnDatabase() {
        return System.getProperty(OWN_DATABASE) != null;
    }

    /// Runs at the end of the process, also on a signal: PostgreSQL stops when Quarkus has.
    private void stopAtTheEnd(Optional<EmbeddedPostgres> postgres, DataFolderLock lock) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    awaitQuarkus();
                                    postgres.ifPresent(EmbeddedPostgres::close);
                                    lock.close();
                                },
                                "portico-stop"));
    }

    private void awaitQuarkus() {
        try {
            quarkusEnded.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int ended(int code, @Nullable Throwable failure) {
        if (failure == null) {
            return code;
        }
        console.err().println("portico: " + StartFailure.sentence(failure));
        if (wish.verbose()) {
            failure.printStackTrace(console.err());
        }
        return 1;
    }

    private static void requireFreePort(StartSettings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "Port %d on %s is in use or not allowed (%s); stop the program that has it, or choose another with --port or quarkus.http.port."
                            .formatted(settings.port(), settings.host(), e.getMessage()),
                    e);
        }
    }
}
