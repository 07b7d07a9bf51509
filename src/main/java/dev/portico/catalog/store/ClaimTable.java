package dev.portico.catalog.store;

import dev.portico.catalog.ClaimOrder;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads and writes sets of rows of `claim`.
final class ClaimTable {
    static final String COLUMNS =
            """
            c.ref, c.field, c.source, c.origin, c.rank, c.value, c.evidence, c.actor, c.at,
            c.expires, c.ended
            """;

    private static final String SEPARATOR = "\u0001";

    /// The rows of some claims, given by their refs and their keys. By one text for each, for the
    /// reasons that [EntityTable#closeRelations] has: a join of five columns went through all pairs
    /// of a source, nine million for the second thousand of claims.
    private static final String THESE =
            """
            c.ref = any(?)
              and (concat_ws(chr(1), c.ref, c.field, c.source, c.origin, c.rank)
                in (select unnest(?::text[]))) is true
            """;

    private ClaimTable() {}

    static List<ClaimRow> ofRefs(Tx tx, Collection<String> refs, ClaimOrder order)
            throws SQLException {
        return tx.query(
                "select " + COLUMNS + " from claim c where c.ref = any(?) and c.gone_at is null",
                row -> read(row, order),
                (Object) refs.toArray(String[]::new));
    }

    static ClaimRow read(ResultSet row, ClaimOrder order) throws SQLException {
        return new ClaimRow(
                EntityRef.parse(row.getString("ref")),
                new Claim(
                        row.getString("field"),
                        row.getInt("rank"),
                        row.getString("value"),
                        row.getString("source"),
                        row.getString("origin"),
                        order.precedence(row.getString("source")),
                        row.getString("evidence"),
                        row.getString("actor"),
                        row.getTimestamp("at").toInstant(),
                        Tx.instant(row, "expires")),
                row.getBoolean("ended"));
    }

    /// The database's clock.
    static Instant now(Tx tx) throws SQLException {
        return tx.queryOne("select clock_timestamp()", row -> row.getTimestamp(1).toInstant())
                .orElseThrow();
    }

    static void save(Tx tx, List<ClaimRow> rows, long deltaId) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        keepPast(tx, rows, deltaId);
        tx.update(
                """
                insert into claim (ref, field, source, origin, rank, value, evidence, actor, at,
                    expires, ended, delta_id)
                select ref, field, source, origin, rank, value, evidence, actor,
                    to_timestamp(at / 1e6), to_timestamp(expires / 1e6), ended, ?
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[],
                    ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[])
                  as new (ref, field, source, origin, rank, value, evidence, actor, at, expires,
                    ended)
                on conflict (ref, field, source, origin, rank) do update set
                    value = excluded.value, evidence = excluded.evidence, actor = excluded.actor,
                    at = excluded.at, expires = excluded.expires, ended = excluded.ended,
                    gone_at = null, delta_id = excluded.delta_id
                """,
                deltaId,
                texts(rows, row -> row.ref().toString()),
                texts(rows, row -> row.claim().field()),
                texts(rows, row -> row.claim().source()),
                texts(rows, row -> row.claim().origin()),
                rows.stream().map(row -> row.claim().rank()).toArray(Integer[]::new),
                texts(rows, row -> row.claim().value()),
                texts(rows, row -> row.claim().evidence()),
                texts(rows, row -> row.claim().actor()),
                rows.stream().map(row -> micros(row.claim().at())).toArray(Long[]::new),
                rows.stream().map(row -> micros(row.claim().expires())).toArray(Long[]::new),
                rows.stream().map(ClaimRow::ended).toArray(Boolean[]::new));
    }

    /// Withdraws claims; the rows stay for a time for those who follow.
    static void withdraw(Tx tx, List<ClaimRow> rows, long deltaId) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        keepPast(tx, rows, deltaId);
        tx.update(
                "update claim c set gone_at = clock_timestamp(), delta_id = ? where " + THESE,
                deltaId,
                texts(rows, row -> row.ref().toString()),
                texts(rows, ClaimTable::key));
    }

    /// Keeps what the rows say of owners now, before they are written over.
    private static void keepPast(Tx tx, List<ClaimRow> rows, long deltaId) throws SQLException {
        List<ClaimRow> owners =
                rows.stream().filter(row -> row.claim().field().equals(Claim.OWNER)).toList();
        if (owners.isEmpty()) {
            return;
        }
        tx.update(
                """
                insert into claim_past (ref, field, source, origin, rank, value, evidence, actor,
                    at, expires, ended, from_delta, to_delta)
                select c.ref, c.field, c.source, c.origin, c.rank, c.value, c.evidence, c.actor,
                    c.at, c.expires, c.ended, c.delta_id, ?
                from claim c where c.gone_at is null and
                """
                        + THESE,
                deltaId,
                texts(owners, row -> row.ref().toString()),
                texts(owners, ClaimTable::key));
    }

    /// As [#THESE] writes it.
    private static String key(ClaimRow row) {
        Claim claim = row.claim();
        return String.join(
                SEPARATOR,
                row.ref().toString(),
                claim.field(),
                claim.source(),
                claim.origin(),
                String.valueOf(claim.rank()));
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null
                ? null
                : instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static String[] texts(
            List<ClaimRow> rows, Function<ClaimRow, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
