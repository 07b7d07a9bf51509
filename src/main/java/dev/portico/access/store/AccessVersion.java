package dev.portico.access.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/// A number that grows with each change of credentials. The row is locked last in a transaction,
/// and other nodes are told when it commits.
@Singleton
public final class AccessVersion {
    private final Sql sql;

    public AccessVersion(Sql sql) {
        this.sql = sql;
    }

    public long current() {
        return sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                        "select version from access_version",
                                        row -> row.getLong("version")))
                .orElseThrow();
    }

    static void grow(Tx tx) throws SQLException {
        tx.update("update access_version set version = version + 1");
        tx.execute("select pg_notify('portico_access', '')");
    }
}
