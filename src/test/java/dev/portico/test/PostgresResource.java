package dev.portico.test;

import dev.portico.platform.postgres.ConnectionInfo;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Gives every `@QuarkusTest` an empty database and a data folder of its own. Applied to all tests
/// by [GlobalTestResources].
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        ConnectionInfo database = SharedServer.bundled().emptyDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password().value(),
                "portico.data-dir", dataFolder().toString(),
                "portico.template.secrets-key", "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=");
    }

    /// The server stops with the JVM: plain tests use it too.
    @Override
    public void stop() {}

    private static Path dataFolder() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "test-data"));
            return Files.createTempDirectory(parent.toAbsolutePath(), "data-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
