package dev.portico.catalog.store;

import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claims;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads claims for those who follow them, and keeps their table tidy.
public final class ReadClaims {
    private static final Duration KEEP_WITHDRAWN = Duration.ofDays(1);

    /// As many rows as one call reads or removes at most.
    public static final int BATCH = 1_000;

    private final Sql sql;
    private final ClaimOrder order;

    public ReadClaims(Sql sql, ClaimOrder order) {
        this.sql = sql;
        this.order = order;
    }

    /// See [Claims#read].
    public Claims.Batch read(long after) {
        return sql.onSnapshot(
                tx -> {
                    Map<EntityRef, List<Claim>> claims = new LinkedHashMap<>();
                    tx.forEach(
                            """
                            select distinct c.ref from claim c
                            where c.delta_id in (select delta_id from delta where position > ?)
                            """,
                            row -> claims.put(EntityRef.parse(row.getString(1)), new ArrayList<>()),
                            after);
                    fill(tx, claims);
                    return new Claims.Batch(ApplyDelta.latest(tx), claims);
                });
    }

    private void fill(Tx tx, Map<EntityRef, List<Claim>> claims) throws SQLException {
        if (!claims.isEmpty()) {
            List<String> refs = claims.keySet().stream().map(EntityRef::toString).toList();
            for (ClaimRow row : ClaimTable.ofRefs(tx, refs, order)) {
                claims.computeIfAbsent(row.ref(), _ -> new ArrayList<>()).add(row.claim());
            }
        }
    }

    /// See [Claims#of].
    public List<Claims.Held> of(String source, String origin) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                "select "
                                        + ClaimTable.COLUMNS
                                        + """
                                         from claim c
                                        where c.source = ? and c.origin = ? and c.gone_at is null
                                        order by c.ref, c.field, c.rank
                                        """,
                                row -> {
                                    ClaimRow claim = ClaimTable.read(row, order);
                                    return new Claims.Held(claim.ref(), claim.claim());
                                },
                                source,
                                origin));
    }

    /// See [Claims#primaries].
    public Map<EntityRef, String> primaries(String source) {
        return sql.onSnapshot(
                tx -> {
                    Map<EntityRef, String> primaries = new LinkedHashMap<>();
                    tx.forEach(
                            """
                            select d.ref, d.location from declaration d
                            join entity e on e.ref = d.ref
                            where d.source = ? and e.source = ? and e.document is not null
                            order by d.ref, d.accepted desc
                            """,
                            row ->
                                    primaries.put(
                                            EntityRef.parse(row.getString(1)), row.getString(2)),
                            source,
                            source);
                    return primaries;
                });
    }

    /// Refs with a claim whose end has come and is not worked in, by the database's clock.
    public List<EntityRef> expired() {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select distinct ref from claim
                                where expires <= clock_timestamp() and not ended
                                  and gone_at is null
                                order by ref limit ?
                                """,
                                row -> EntityRef.parse(row.getString(1)),
                                BATCH));
    }

    /// Withdrawals of what claims said that ran out this long ago and whose end is worked in.
    public List<ClaimDelta.Change> longExpired(Duration keep) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select distinct ref, field, source, origin from claim
                                where gone_at is null and ended
                                    and expires < clock_timestamp() - ? * interval '1 ms'
                                order by 1, 2, 3, 4 limit ?
                                """,
                                row ->
                                        new ClaimDelta.Change(
                                                EntityRef.parse(row.getString("ref")),
                                                row.getString("field"),
                                                row.getString("source"),
                                                row.getString("origin"),
                                                List.of(),
                                                null,
                                                "retention",
                                                null),
                                keep.toMillis(),
                                BATCH));
    }

    /// The next refs that have claims, in order.
    public List<EntityRef> refs(String after) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select distinct ref from claim where ref > ? and gone_at is null
                                order by ref limit ?
                                """,
                                row -> EntityRef.parse(row.getString(1)),
                                after,
                                BATCH));
    }

    /// The order of sources that all entities were merged by last; empty for none.
    public Optional<String> mergedBy() {
        return sql.onSnapshot(
                tx -> tx.queryOne("select sources from claim_order", row -> row.getString(1)));
    }

    public void saveMergedBy(ClaimOrder now) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into claim_order (sources) values (?)
                                on conflict (singleton) do update set sources = excluded.sources
                                """,
                                now.toString()));
    }

    /// Removes rows that were withdrawn long ago.
    public void purge() {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                delete from claim
                                where gone_at < clock_timestamp() - make_interval(secs => ?)
                                """,
                                (double) KEEP_WITHDRAWN.toSeconds()));
    }

    /// Removes up to [#BATCH] rows of what was claimed of owners until longer ago; answers how
    /// many.
    public int purgePast(Duration keep) {
        return sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                delete from claim_past
                                where ctid = any(array(
                                    select ctid from claim_past
                                    where to_delta <= (
                                        select delta_id from delta
                                        where at < clock_timestamp() - ? * interval '1 ms'
                                        order by at desc, position desc limit 1)
                                    limit ?))
                                """,
                                keep.toMillis(),
                                BATCH));
    }
}
