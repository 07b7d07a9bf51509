package dev.portico.ownership.store;

import dev.portico.model.EntityRef;
import dev.portico.ownership.Alias;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.TextReplacement;
import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Aliases as rows. Whoever writes tells all nodes.
public final class AliasTable {
    private final Sql sql;
    private final Duration ttl;

    /// @param ttl how long a new alias stands
    public AliasTable(Sql sql, Duration ttl) {
        this.sql = sql;
        this.ttl = ttl;
    }

    /// How long a new alias stands.
    public Duration ttl() {
        return ttl;
    }

    /// Those that stand by the database's clock.
    public List<Alias> read() {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select * from alias where expires_at > clock_timestamp()
                                order by old_ref
                                """,
                                AliasTable::alias));
    }

    public Alias put(EntityRef from, EntityRef to, String because, String actor) {
        return sql.inTransaction(tx -> put(tx, from, to, because, actor));
    }

    /// A ref that is in use again is an alias no more, so no alias leads back to itself.
    Alias put(Tx tx, EntityRef from, EntityRef to, String because, String actor)
            throws SQLException {
        tx.update(
                "delete from alias where old_ref = ? or expires_at <= clock_timestamp()",
                to.toString());
        Alias put =
                tx.queryOne(
                                """
                                insert into alias (old_ref, new_ref, because, actor, expires_at)
                                values (?, ?, ?, ?, clock_timestamp() + ? * interval '1 ms')
                                on conflict (old_ref) do update set new_ref = excluded.new_ref,
                                    because = excluded.because, actor = excluded.actor,
                                    created_at = clock_timestamp(),
                                    expires_at = excluded.expires_at
                                returning *
                                """,
                                AliasTable::alias,
                                from.toString(),
                                to.toString(),
                                because,
                                actor,
                                ttl.toMillis())
                        .orElseThrow();
        tell(tx);
        return put;
    }

    /// Removes the alias of an old ref; answers what it was.
    public Optional<Alias> remove(EntityRef from) {
        return sql.inTransaction(
                tx -> {
                    Optional<Alias> removed =
                            tx.queryOne(
                                    "delete from alias where old_ref = ? returning *",
                                    AliasTable::alias,
                                    from.toString());
                    tell(tx);
                    return removed;
                });
    }

    /// Removes the old refs of a person, and their name from who made others; answers how many.
    static int erase(Tx tx, EntityRef person, TextReplacement text) throws SQLException {
        int own =
                tx.update(
                        "delete from alias where old_ref = ? or new_ref = ?",
                        person.toString(),
                        person.toString());
        if (own > 0) {
            tell(tx);
        }
        return own + text.in(tx, "alias", "true", List.of("actor"));
    }

    /// Wakes those who follow what is said of owners.
    private static void tell(Tx tx) throws SQLException {
        tx.execute("select pg_notify('portico_changes', '')");
    }

    private static Alias alias(ResultSet row) throws SQLException {
        return new Alias(
                EntityRef.parse(row.getString("old_ref")),
                EntityRef.parse(row.getString("new_ref")),
                row.getString("because"),
                row.getString("actor"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
