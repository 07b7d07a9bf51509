package dev.portico.runtime.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Transition;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// How states changed, and the removal of what is too old.
@Singleton
public final class TransitionTable {
    /// How long followers may be away without reading everything anew.
    static final Duration TOMBSTONES = Duration.ofHours(1);

    static final int PURGED_AT_ONCE = 1_000;

    private final Sql sql;

    public TransitionTable(Sql sql) {
        this.sql = sql;
    }

    /// An object whose transitions are asked for.
    ///
    /// @param subject only of results about this object; empty for all
    public record Asked(String source, ObjectKey key, String subject) {}

    /// The newest first.
    public List<Transition> read(List<Asked> objects, Instant since, int limit) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select stream.cluster, t.* from runtime_transition t
                                join runtime_stream stream on stream.source = t.source
                                join unnest(?::text[], ?::text[], ?::text[])
                                    as asked (source, key, subject)
                                  on asked.source = t.source and asked.key = t.key
                                where t.at >= ? and (asked.subject = ''
                                    or right(t.facet, length(asked.subject) + 1)
                                        = ' ' || asked.subject)
                                order by t.at desc, t.id desc limit ?
                                """,
                                row ->
                                        new Transition(
                                                row.getString("cluster"),
                                                StoredObservation.key(row.getString("key")),
                                                row.getString("facet"),
                                                row.getString("value_before"),
                                                row.getString("value_after"),
                                                row.getString("reason"),
                                                Objects.requireNonNull(Tx.instant(row, "at"))),
                                objects.stream().map(Asked::source).toArray(String[]::new),
                                objects.stream()
                                        .map(it -> it.key().toString())
                                        .toArray(String[]::new),
                                objects.stream().map(Asked::subject).toArray(String[]::new),
                                since,
                                limit));
    }

    /// Removes a batch of what is older; answers how many rows. Zero: there is no more.
    public int purge(Duration keep) {
        return purgeTombstones(TOMBSTONES)
                + purgeHistory("runtime_transition", "true", "id", keep)
                + purgeHistory("reported_deployment", "not newest", "position", keep);
    }

    private int purgeHistory(String table, String which, String id, Duration keep) {
        return sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                delete from %1$s where %3$s in (
                                    select %3$s from %1$s
                                    where %2$s and at < clock_timestamp() - ? * interval '1 ms'
                                    limit ? for update skip locked)
                                """
                                        .formatted(table, which, id),
                                keep.toMillis(),
                                PURGED_AT_ONCE));
    }

    /// Removed rows that followers must have seen by now; who has not is told by `purged`. Streams
    /// that are being written to are left for the next time.
    int purgeTombstones(Duration keep) {
        return sql.inTransaction(
                tx -> {
                    List<String> sources =
                            tx.query(
                                    """
                                    select source from runtime_stream order by source
                                    for update skip locked
                                    """,
                                    row -> row.getString(1));
                    return tx.queryOne(
                                    """
                                    with dead as (
                                        delete from runtime_object where (source, key) in (
                                            select source, key from runtime_object
                                            where gone_at < clock_timestamp() - ? * interval '1 ms'
                                                and source = any(?)
                                            limit ?)
                                        returning source, version),
                                    last as (
                                        select source, max(version) as version, count(*) as rows
                                        from dead group by source),
                                    told as (
                                        update runtime_stream stream
                                        set purged = greatest(stream.purged, last.version)
                                        from last where stream.source = last.source
                                        returning last.rows)
                                    select coalesce(sum(rows), 0) from told
                                    """,
                                    row -> row.getInt(1),
                                    keep.toMillis(),
                                    sources.toArray(String[]::new),
                                    PURGED_AT_ONCE)
                            .orElse(0);
                });
    }
}
