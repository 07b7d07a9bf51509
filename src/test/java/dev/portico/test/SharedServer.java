package dev.portico.test;

import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.platform.postgres.EmbeddedPostgres;
import dev.portico.platform.postgres.PostgresBinaries;
import dev.portico.platform.postgres.PostgresOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/// One throw-away server per JVM and version. Quarkus loads test classes more than once, so the
/// running server is known by system properties and not by a static field alone.
final class SharedServer {
    private static final Path FOLDER = Path.of("target", "postgres").toAbsolutePath();
    private static final String TEMPLATE = "migrated";

    private final String name;
    private final PostgresBinaries binaries;

    SharedServer(String name, PostgresBinaries binaries) {
        this.name = name;
        this.binaries = binaries;
    }

    static SharedServer bundled() {
        return new SharedServer("bundled", PostgresBinaries.bundled(FOLDER));
    }

    /// A new database with all migrations applied.
    ConnectionInfo freshDatabase() {
        return create(TEMPLATE);
    }

    /// A new database with nothing in it, for the program to migrate.
    ConnectionInfo emptyDatabase() {
        return create("template1");
    }

    private ConnectionInfo create(String template) {
        ConnectionInfo server = connection();
        String database = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "create database %s template %s".formatted(database, template));
        return on(server, database);
    }

    private ConnectionInfo connection() {
        synchronized (System.getProperties()) {
            Properties properties = System.getProperties();
            String url = properties.getProperty(key("url"));
            if (url == null) {
                ConnectionInfo started = start();
                properties.setProperty(key("user"), started.user());
                properties.setProperty(key("password"), started.password().value());
                properties.setProperty(key("url"), started.jdbcUrl());
                return started;
            }
            return new ConnectionInfo(
                    url,
                    properties.getProperty(key("user"), ""),
                    new Secret(properties.getProperty(key("password"), "")));
        }
    }

    private ConnectionInfo start() {
        removeLeftovers();
        Path folder = FOLDER.resolve(name + "-" + ProcessHandle.current().pid());
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(PostgresOptions.throwAway(folder, binaries));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        ConnectionInfo server = postgres.connection();
        execute(server, "create database " + TEMPLATE);
        ConnectionInfo template = on(server, TEMPLATE);
        Flyway.configure()
                .dataSource(template.jdbcUrl(), template.user(), template.password().value())
                .load()
                .migrate();
        return server;
    }

    /// Stops and removes servers of test runs that were killed, maybe while they removed theirs.
    private void removeLeftovers() {
        for (Path folder : leftovers()) {
            try {
                EmbeddedPostgres.start(PostgresOptions.throwAway(folder, binaries)).close();
            } catch (PorticoException _) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> leftovers() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(
                            folder -> folder.getFileName().toString().matches(name + "-[0-9]+"))
                    .filter(folder -> ProcessHandle.of(pid(folder)).isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pid(Path folder) {
        String folderName = folder.getFileName().toString();
        return Long.parseLong(folderName.substring(folderName.lastIndexOf('-') + 1));
    }

    private static ConnectionInfo on(ConnectionInfo server, String database) {
        String url = server.jdbcUrl();
        return new ConnectionInfo(
                url.substring(0, url.lastIndexOf('/') + 1) + database,
                server.user(),
                server.password());
    }

    private static void execute(ConnectionInfo server, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(), server.user(), server.password().value());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String key(String what) {
        return "test.postgres." + name + "." + what;
    }
}
