package dev.portico.access.store;

import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Public keys of the tokens that nodes sign, for all nodes.
@Singleton
public final class KeyTable {
    private final Sql sql;

    public KeyTable(Sql sql) {
        this.sql = sql;
    }

    /// Adds one, and forgets those that have run out.
    ///
    /// @param jwk public key as JSON
    public void add(String kid, String jwk, Duration validFor) {
        sql.inTransaction(
                tx -> {
                    tx.update("delete from access_key where expires_at < clock_timestamp()");
                    return tx.update(
                            """
                            insert into access_key (kid, jwk, expires_at)
                            values (?, ?, clock_timestamp() + ? * interval '1 ms')
                            """,
                            kid,
                            jwk,
                            validFor.toMillis());
                });
    }

    /// Public keys as JSON, newest first.
    public List<String> all() {
        return sql.inTransaction(
                tx ->
                        tx.query(
                                "select jwk from access_key where expires_at > clock_timestamp()"
                                        + " order by created_at desc",
                                row -> row.getString("jwk")));
    }
}
