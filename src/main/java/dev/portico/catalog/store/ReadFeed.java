package dev.portico.catalog.store;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Change;
import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.FeedBatch;
import dev.portico.catalog.FeedSlice;
import dev.portico.catalog.LoggedChange;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the change log for followers.
public final class ReadFeed {
    private static final UUID NIL = new UUID(0, 0);
    private static final byte[] METADATA = "\"metadata\":{".getBytes(StandardCharsets.US_ASCII);

    private final Sql sql;

    public ReadFeed(Sql sql) {
        this.sql = sql;
    }

    public UUID databaseId() {
        return sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        "select id from database_identity",
                                        row -> row.getObject(1, UUID.class))
                                .orElseThrow());
    }

    public long latest() {
        return sql.onSnapshot(ApplyDelta::latest);
    }

    public Optional<UUID> positionId(long position) {
        return sql.onSnapshot(tx -> positionId(tx, position));
    }

    static Optional<UUID> positionId(Tx tx, long position) throws SQLException {
        return tx.queryOne(
                "select id from delta where position = ?",
                row -> row.getObject(1, UUID.class),
                position);
    }

    /// See [dev.portico.catalog.ChangeLog#changes].
    public List<LoggedChange> changes(ChangeCursor after, long upTo, int limit) {
        return sql.onSnapshot(tx -> ReadChanges.behind(tx, after, upTo, limit));
    }

    /// See [dev.portico.catalog.ChangeLog#end].
    public ChangeCursor end(long position) {
        return sql.onSnapshot(tx -> ReadChanges.end(tx, position));
    }

    /// See [CatalogFeed#read].
    public Optional<FeedBatch> read(long after, int maxChanges) {
        return sql.onSnapshot(tx -> readBatch(tx, after, maxChanges));
    }

    private record DeltaRow(
            long deltaId, long position, UUID id, Instant at, Cause cause, long size) {}

    private static Optional<FeedBatch> readBatch(Tx tx, long after, int maxChanges)
            throws SQLException {
        Map<Long, DeltaRow> deltas = deltas(tx, after, maxChanges);
        if (deltas.isEmpty()) {
            return Optional.empty();
        }
        Long[] ids = deltas.keySet().toArray(Long[]::new);
        List<Change> changes = new ArrayList<>();
        Map<EntityRef, FeedBatch.State> states = new LinkedHashMap<>();
        Set<EntityRef> removed = new HashSet<>();
        tx.forEach(
                """
                select c.delta_id, c.ref, c.type, c.uid, b.body
                from change c join delta d on d.delta_id = c.delta_id
                left join document b on b.hash = c.document
                where c.delta_id = any(?) order by d.position, c.ordinal
                """,
                row -> {
                    Change change =
                            change(
                                    row,
                                    Objects.requireNonNull(deltas.get(row.getLong("delta_id"))));
                    changes.add(change);
                    if (change.type() == Change.Type.REMOVED) {
                        states.remove(change.ref());
                        removed.add(change.ref());
                    } else {
                        removed.remove(change.ref());
                        UUID uid = row.getObject("uid", UUID.class);
                        states.put(change.ref(), state(change.ref(), uid, row));
                    }
                },
                (Object) ids);
        Relations relations = relations(tx, ids);
        DeltaRow last = List.copyOf(deltas.values()).getLast();
        return Optional.of(
                new FeedBatch(
                        positionId(tx, after).orElse(NIL),
                        last.position(),
                        last.id(),
                        List.copyOf(states.values()),
                        List.copyOf(removed),
                        relations.added(),
                        relations.removed(),
                        changes));
    }

    /// The next transactions by their ids, in order: as many as have `maxChanges` changes, or one.
    private static Map<Long, DeltaRow> deltas(Tx tx, long after, int maxChanges)
            throws SQLException {
        Map<Long, DeltaRow> deltas = new LinkedHashMap<>();
        long total = 0;
        for (DeltaRow row :
                tx.query(
                        """
                        select d.*, (select count(*) from change c where c.delta_id = d.delta_id)
                            as size
                        from (select * from delta where position > ? order by position limit 64) d
                        order by position
                        """,
                        ReadFeed::delta,
                        after)) {
            if (!deltas.isEmpty() && total + row.size() > maxChanges) {
                break;
            }
            deltas.put(row.deltaId(), row);
            total += row.size();
        }
        return deltas;
    }

    private static DeltaRow delta(ResultSet row) throws SQLException {
        return new DeltaRow(
                row.getLong("delta_id"),
                row.getLong("position"),
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                cause(row),
                row.getLong("size"));
    }

    static Cause cause(ResultSet row) throws SQLException {
        return new Cause(
                row.getString("source"), row.getString("revision"), row.getString("actor"));
    }

    private static Change change(ResultSet row, DeltaRow delta) throws SQLException {
        return new Change(
                delta.position(),
                EntityRef.parse(row.getString("ref")),
                ApplyDelta.TYPES.get(row.getInt("type")),
                row.getObject("uid", UUID.class).toString(),
                delta.at(),
                delta.cause());
    }

    private record Relations(List<RelationPair> added, List<RelationPair> removed) {}

    /// What holds of each relation that was touched. One that came and went is told as removed, and
    /// one that went and came as added: a copy that was killed while it was made to last may hold
    /// what came between.
    private static Relations relations(Tx tx, Long[] deltaIds) throws SQLException {
        Set<RelationPair> added = new HashSet<>();
        Set<RelationPair> removed = new HashSet<>();
        tx.forEach(
                """
                select r.source_ref, r.type, r.target_ref, r.reverse,
                    coalesce(r.to_delta = any(?), false) as closed
                from relation r where r.from_delta = any(?) or r.to_delta = any(?)
                """,
                row -> (row.getBoolean("closed") ? removed : added).add(pair(row)),
                deltaIds,
                deltaIds,
                deltaIds);
        removed.removeAll(added);
        return new Relations(List.copyOf(added), List.copyOf(removed));
    }

    /// See [CatalogFeed#waiting].
    public int waiting(long after, int atMost) {
        return sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        """
                                        select count(*) from (
                                            select 1 from change c where c.delta_id in (
                                                select delta_id from delta where position > ?
                                                order by position limit 64)
                                            limit ?) waiting
                                        """,
                                        row -> row.getInt(1),
                                        after,
                                        atMost)
                                .orElse(0));
    }

    /// See [CatalogFeed#entities].
    public long entities() {
        return sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        "select count(*) from entity where document is not null",
                                        row -> row.getLong(1))
                                .orElse(0L));
    }

    /// See [CatalogFeed#snapshot].
    public CatalogFeed.Snapshot snapshot(
            Consumer<FeedBatch.State> entities, Consumer<RelationPair> relations) {
        return sql.onSnapshot(
                tx -> {
                    CatalogFeed.Snapshot of = newest(tx);
                    Map<String, EntityRef> known = new HashMap<>();
                    tx.forEachOfMany(
                            """
                            select source_ref, type, target_ref, reverse
                            from relation where to_delta is null
                            """,
                            row -> relations.accept(pair(row, known)));
                    known.clear();
                    tx.forEachOfMany(
                            """
                            select e.ref, e.uid, b.body
                            from entity e join document b on b.hash = e.document
                            """,
                            row -> entities.accept(state(row)));
                    return of;
                });
    }

    private static CatalogFeed.Snapshot newest(Tx tx) throws SQLException {
        return tx.queryOne(
                        "select position, id from delta order by position desc limit 1",
                        row ->
                                new CatalogFeed.Snapshot(
                                        row.getLong(1), row.getObject(2, UUID.class)))
                .orElse(new CatalogFeed.Snapshot(0, NIL));
    }

    /// See [CatalogFeed#slice].
    public FeedSlice slice(String after, int limit) {
        return sql.onSnapshot(
                tx -> {
                    CatalogFeed.Snapshot at = newest(tx);
                    List<FeedSlice.Entry> entries =
                            tx.query(
                                    """
                                    select ref, uid, encode(document, 'hex') as hash from entity
                                    where ref > ? order by ref limit ?
                                    """,
                                    ReadFeed::entry,
                                    after,
                                    limit);
                    String last = entries.isEmpty() ? after : entries.getLast().ref().toString();
                    return new FeedSlice(
                            after,
                            at.position(),
                            at.positionId(),
                            entries,
                            tx.query(
                                    """
                                    select source_ref, type, target_ref, reverse from relation
                                    where to_delta is null and source_ref > ? and source_ref <= ?
                                    """,
                                    ReadFeed::pair,
                                    after,
                                    last),
                            entries.size() < limit);
                });
    }

    private static FeedSlice.Entry entry(ResultSet row) throws SQLException {
        @Nullable String hash = row.getString("hash");
        return new FeedSlice.Entry(
                EntityRef.parse(row.getString("ref")),
                hash == null ? null : row.getObject("uid", UUID.class),
                hash);
    }

    /// See [CatalogFeed#states].
    public List<FeedBatch.State> states(Collection<EntityRef> refs) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select e.ref, e.uid, b.body
                                from entity e join document b on b.hash = e.document
                                where e.ref = any(?)
                                """,
                                ReadFeed::state,
                                (Object)
                                        refs.stream()
                                                .map(EntityRef::toString)
                                                .toArray(String[]::new)));
    }

    private static RelationPair pair(ResultSet row) throws SQLException {
        return new RelationPair(
                EntityRef.parse(row.getString("source_ref")),
                row.getString("type"),
                EntityRef.parse(row.getString("target_ref")),
                row.getString("reverse"));
    }

    /// The same where the refs of many rows are few.
    private static RelationPair pair(ResultSet row, Map<String, EntityRef> known)
            throws SQLException {
        return new RelationPair(
                known.computeIfAbsent(row.getString(1), EntityRef::parse),
                row.getString(2),
                known.computeIfAbsent(row.getString(3), EntityRef::parse),
                row.getString(4));
    }

    private static FeedBatch.State state(ResultSet row) throws SQLException {
        UUID uid = row.getObject("uid", UUID.class);
        return state(EntityRef.parse(row.getString("ref")), uid, row);
    }

    private static FeedBatch.State state(EntityRef ref, UUID uid, ResultSet row)
            throws SQLException {
        byte @Nullable [] body = row.getBytes("body");
        byte[] json = DocumentBodies.decompress(Objects.requireNonNull(body));
        return new FeedBatch.State(ref, uid, withUid(json, uid));
    }

    /// Puts the uid first into the metadata. The text `"metadata":{` with bare quotes can't occur
    /// inside a string, and the documents we write have only the scalars `apiVersion` and `kind`
    /// before it.
    static byte[] withUid(byte[] json, UUID uid) {
        int at = indexOf(json, METADATA) + METADATA.length;
        byte[] insert = ("\"uid\":\"" + uid + "\",").getBytes(StandardCharsets.US_ASCII);
        byte[] result = new byte[json.length + insert.length];
        System.arraycopy(json, 0, result, 0, at);
        System.arraycopy(insert, 0, result, at, insert.length);
        System.arraycopy(json, at, result, at + insert.length, json.length - at);
        return result;
    }

    private static int indexOf(byte[] text, byte[] wanted) {
        outer:
        for (int i = 0; i <= text.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (text[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        throw new IllegalStateException("a document without metadata");
    }
}
