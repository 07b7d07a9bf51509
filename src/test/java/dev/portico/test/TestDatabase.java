package dev.portico.test;

import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.platform.postgres.PostgresBinaries;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/// Databases for tests without Quarkus, on one PostgreSQL per JVM.
public final class TestDatabase {
    private static final Path POSTGRES_15 = Path.of("/usr/lib/postgresql/15");

    private TestDatabase() {}

    /// A new database of its own with all migrations applied; made in some 50 ms.
    public static DataSource fresh() {
        return pool(freshConnection());
    }

    /// How to reach a new migrated database, for who opens connections himself.
    public static ConnectionInfo freshConnection() {
        return SharedServer.bundled().freshDatabase();
    }

    /// The same on PostgreSQL 15, the oldest that is supported; empty where it is not installed.
    public static Optional<DataSource> onPostgres15() {
        if (!Files.isExecutable(POSTGRES_15.resolve("bin/postgres"))) {
            return Optional.empty();
        }
        PostgresBinaries installed = PostgresBinaries.installed(POSTGRES_15);
        return Optional.of(pool(new SharedServer("installed15", installed).freshDatabase()));
    }

    /// Small and quickly shrinking, so that many test classes do not use up the server's clients.
    private static DataSource pool(ConnectionInfo database) {
        AgroalDataSourceConfigurationSupplier configuration =
                new AgroalDataSourceConfigurationSupplier()
                        .metricsEnabled(false)
                        .connectionPoolConfiguration(
                                pool ->
                                        pool.maxSize(12)
                                                .acquisitionTimeout(Duration.ofSeconds(10))
                                                .reapTimeout(Duration.ofSeconds(10))
                                                .connectionFactoryConfiguration(
                                                        factory ->
                                                                factory.jdbcUrl(database.jdbcUrl())
                                                                        .principal(
                                                                                new NamePrincipal(
                                                                                        database
                                                                                                .user()))
                                                                        .credential(
                                                                                new SimplePassword(
                                                                                        database.password()
                                                                                                .value()))));
        try {
            return AgroalDataSource.from(configuration.get());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
