package dev.portico.runtime.store;

import dev.portico.catalog.SourceLease;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonRecords;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.RuntimeStream;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what clusters tell. Every transaction holds the source's row (shared) and checks the
/// lease's fence, then holds the stream's row, then writes the objects.
@Singleton
public final class StreamTable {
    private final Sql sql;

    public StreamTable(Sql sql) {
        this.sql = sql;
    }

    /// What is kept of a stream.
    ///
    /// @param hashes of its observations
    public record Opened(Map<ObjectKey, Long> hashes, RuntimeStream.Status status) {}

    /// Makes the stream when there is none, and answers what is kept.
    public Opened open(SourceLease lease, String cluster) {
        return sql.inTransaction(
                tx -> {
                    checkLease(tx, lease);
                    tx.update(
                            """
                            insert into runtime_stream (source, cluster) values (?, ?)
                            on conflict (source) do update
                            set cluster = excluded.cluster, version = runtime_stream.version + 1
                            where runtime_stream.cluster <> excluded.cluster
                            """,
                            lease.source(),
                            cluster);
                    Map<ObjectKey, Long> hashes = new HashMap<>();
                    tx.forEach(
                            """
                            select key, hash from runtime_object
                            where source = ? and state is not null
                            """,
                            row ->
                                    hashes.put(
                                            StoredObservation.key(row.getString(1)),
                                            row.getLong(2)),
                            lease.source());
                    String status =
                            tx.queryOne(
                                            "select status from runtime_stream where source = ?",
                                            row -> row.getString(1),
                                            lease.source())
                                    .orElse("{}");
                    return new Opened(hashes, JsonRecords.read(RuntimeStream.Status.class, status));
                });
    }

    /// What is to be written in one transaction.
    public record Batch(List<Row> changed, List<ObjectKey> gone) {
        public Batch {
            changed = List.copyOf(changed);
            gone = List.copyOf(gone);
        }
    }

    /// An observation made ready to be written.
    public static final class Row {
        private final Observation observation;
        private final StoredObservation stored;

        public Row(Observation observation) {
            this.observation = observation;
            this.stored = StoredObservation.of(observation);
        }

        public ObjectKey key() {
            return stored.key();
        }

        public long hash() {
            return stored.hash();
        }
    }

    /// Writes a batch with the transitions it makes; answers how many rows differed. CONFLICT when
    /// another node holds the source.
    public int write(SourceLease lease, Batch batch) {
        return sql.inTransaction(
                tx -> {
                    checkLease(tx, lease);
                    String source = lease.source();
                    List<String> keys = new ArrayList<>();
                    batch.changed().forEach(row -> keys.add(row.key().toString()));
                    batch.gone().forEach(key -> keys.add(key.toString()));
                    Map<String, Kept> kept = kept(tx, source, keys);
                    List<Row> changed = new ArrayList<>();
                    TransitionRows transitions = new TransitionRows(source);
                    for (Row row : batch.changed()) {
                        Kept old = kept.get(row.key().toString());
                        if (old == null || old.hash() != row.hash()) {
                            changed.add(row);
                            transitions.add(
                                    row.key(), old == null ? null : old.read(), row.observation);
                        }
                    }
                    List<String> gone = new ArrayList<>();
                    for (ObjectKey key : batch.gone()) {
                        Kept old = kept.get(key.toString());
                        if (old != null) {
                            gone.add(key.toString());
                            transitions.add(key, old.read(), null);
                        }
                    }
                    if (!changed.isEmpty() || !gone.isEmpty()) {
                        long version = nextVersion(tx, source);
                        save(tx, source, version, changed);
                        bury(tx, source, version, gone);
                        transitions.save(tx);
                    }
                    return changed.size() + gone.size();
                });
    }

    /// Keeps how the following goes.
    public void status(SourceLease lease, RuntimeStream.Status status) {
        sql.inTransaction(
                tx -> {
                    checkLease(tx, lease);
                    nextVersion(tx, lease.source());
                    return tx.update(
                            "update runtime_stream set status = ? where source = ?",
                            JsonRecords.toJson(status),
                            lease.source());
                });
    }

    private static void checkLease(Tx tx, SourceLease lease) throws SQLException {
        long fence =
                tx.queryOne(
                                "select fence from source where name = ? for share",
                                row -> row.getLong(1),
                                lease.source())
                        .orElse(-1L);
        if (fence != lease.fence()) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "The source " + lease.source() + " is now read by another node.");
        }
    }

    private record Kept(String type, String state, long hash) {
        @Nullable Observation read() {
            return StoredObservation.read(type, state).orElse(null);
        }
    }

    private static Map<String, Kept> kept(Tx tx, String source, Collection<String> keys)
            throws SQLException {
        Map<String, Kept> kept = new HashMap<>();
        tx.forEach(
                """
                select key, type, state, hash from runtime_object
                where source = ? and key = any(?) and state is not null
                """,
                row ->
                        kept.put(
                                row.getString(1),
                                new Kept(row.getString(2), row.getString(3), row.getLong(4))),
                source,
                keys.toArray(String[]::new));
        return kept;
    }

    private static long nextVersion(Tx tx, String source) throws SQLException {
        return tx.queryOne(
                        """
                        with next as (
                            update runtime_stream set version = version + 1
                            where source = ? returning version)
                        select version, pg_notify('portico_runtime', ?) from next
                        """,
                        row -> row.getLong("version"),
                        source,
                        source)
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.CONFLICT,
                                        "The source " + source + " was removed meanwhile."));
    }

    private static void save(Tx tx, String source, long version, List<Row> rows)
            throws SQLException {
        tx.update(
                """
                insert into runtime_object (source, key, type, state, hash, version)
                select ?, key, type, state, hash, ?
                from unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
                  as new (key, type, state, hash)
                on conflict (source, key) do update
                set type = excluded.type, state = excluded.state, hash = excluded.hash,
                    version = excluded.version, gone_at = null
                """,
                source,
                version,
                rows.stream().map(row -> row.key().toString()).toArray(String[]::new),
                rows.stream().map(row -> row.stored.type()).toArray(String[]::new),
                rows.stream().map(row -> row.stored.state()).toArray(String[]::new),
                rows.stream().map(Row::hash).toArray(Long[]::new));
    }

    private static void bury(Tx tx, String source, long version, List<String> keys)
            throws SQLException {
        if (!keys.isEmpty()) {
            tx.update(
                    """
                    update runtime_object
                    set state = null, hash = 0, version = ?, gone_at = clock_timestamp()
                    where source = ? and key = any(?)
                    """,
                    version,
                    source,
                    keys.toArray(String[]::new));
        }
    }
}
