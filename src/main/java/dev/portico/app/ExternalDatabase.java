package dev.portico.app;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/// A configured database, looked at before Quarkus starts, so that what is wrong with it is one
/// sentence.
record ExternalDatabase(StartSettings.Database database) {
    private static final int OLDEST_MAJOR = 15;

    void requireUsable() {
        if (!database.url().startsWith("jdbc:postgresql:")) {
            throw PorticoException.invalid(
                    "quarkus.datasource.jdbc.url is '%s', but must start with jdbc:postgresql://; PostgreSQL is the only database supported."
                            .formatted(database.shown()));
        }
        int major = majorVersion();
        if (major < OLDEST_MAJOR) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The database %s is PostgreSQL %d, but must be %d or newer."
                            .formatted(database.shown(), major, OLDEST_MAJOR));
        }
    }

    private int majorVersion() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().value());
        properties.setProperty("loginTimeout", "10");
        try (Connection connection = new Driver().connect(database.url(), properties)) {
            if (connection == null) {
                throw new SQLException("the URL is not understood");
            }
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The database %s can't be used: %s Correct QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD, or unset them for the embedded PostgreSQL."
                            .formatted(
                                    database.shown(),
                                    String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
                    e);
        }
    }
}
