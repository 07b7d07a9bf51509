package dev.portico.catalog.store;

import dev.portico.catalog.History;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonDifference;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// History from the change log's rows. A time stands for the last position whose change was made
/// then or before, so that every answer is of one state that was.
public final class ReadHistory implements History {
    private static final int MAX_VERSIONS = 500;

    private final Sql sql;

    public ReadHistory(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Version> versions(EntityRef ref, int limit, @Nullable Long beforePosition) {
        checkLimit("versions", limit);
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select v.*, b.body, p.body as previous
                                from (
                                    select c.ref, c.ordinal, c.type, c.uid, c.document,
                                        d.position, d.at, d.source, d.revision, d.actor,
                                        lag(c.document) over (order by d.position) as before
                                    from change c join delta d on d.delta_id = c.delta_id
                                    where c.ref = ?) v
                                left join document b on b.hash = v.document
                                left join document p on p.hash = v.before
                                where v.position < ?
                                order by v.position desc limit ?
                                """,
                                ReadHistory::version,
                                ref.toString(),
                                beforePosition == null ? Long.MAX_VALUE : beforePosition,
                                limit));
    }

    @Override
    public Optional<Snapshot> asOf(EntityRef ref, Instant at) {
        return sql.onSnapshot(
                tx -> {
                    long position = positionAt(tx, at);
                    Optional<Version> version =
                            tx.queryOne(
                                    """
                                    select c.ref, c.ordinal, c.type, c.uid, b.body,
                                        null::bytea as previous,
                                        d.position, d.at, d.source, d.revision, d.actor
                                    from change c join delta d on d.delta_id = c.delta_id
                                    left join document b on b.hash = c.document
                                    where c.ref = ? and d.position <= ?
                                    order by d.position desc limit 1
                                    """,
                                    ReadHistory::version,
                                    ref.toString(),
                                    position);
                    @Nullable Entity entity = version.map(Version::entity).orElse(null);
                    return version.isEmpty() || entity == null
                            ? Optional.empty()
                            : Optional.of(
                                    new Snapshot(
                                            position,
                                            version.get().at(),
                                            version.get().cause(),
                                            entity,
                                            relations(tx, ref, position)));
                });
    }

    /// Three queries in one, each with an index of its own: relations that the document made and
    /// that still hold, those that ended later, and those that others made to it.
    private static List<Relation> relations(Tx tx, EntityRef ref, long position)
            throws SQLException {
        String self = ref.toString();
        return tx.query(
                """
                select r.type as type, r.target_ref as target
                from relation r join delta f on f.delta_id = r.from_delta
                where r.source_ref = ? and r.to_delta is null and f.position <= ?
                union
                select r.type, r.target_ref
                from relation r join delta f on f.delta_id = r.from_delta
                join delta t on t.delta_id = r.to_delta
                where r.source_ref = ? and r.to_delta is not null
                    and f.position <= ? and t.position > ?
                union
                select r.reverse, r.source_ref
                from relation r join delta f on f.delta_id = r.from_delta
                left join delta t on t.delta_id = r.to_delta
                where r.target_ref = ?
                    and f.position <= ? and (r.to_delta is null or t.position > ?)
                order by type, target
                """,
                row ->
                        new Relation(
                                ref,
                                row.getString("type"),
                                EntityRef.parse(row.getString("target"))),
                self,
                position,
                self,
                position,
                position,
                self,
                position,
                position);
    }

    @Override
    public List<Version> changes(ChangesRequest request) {
        checkLimit("changes", request.limit());
        checkSpan(request.from(), request.to());
        return sql.onSnapshot(
                tx -> {
                    List<@Nullable Object> parameters = new ArrayList<>();
                    String page = page(tx, request, parameters);
                    return tx.query(
                            """
                            select page.*, b.body, p.body as previous
                            from (%s) page
                            left join document b on b.hash = page.document
                            left join lateral (
                                select c.document from change c
                                join delta d on d.delta_id = c.delta_id
                                where c.ref = page.ref and d.position < page.position
                                order by d.position desc limit 1) before on true
                            left join document p on p.hash = before.document
                            order by page.position, page.ordinal
                            """
                                    .formatted(page),
                            ReadHistory::version,
                            parameters.toArray());
                });
    }

    /// The rows of the page, before anything is read for them. An owner's changes are found from
    /// what it owned, since that is less than what everybody changed.
    private static String page(Tx tx, ChangesRequest request, List<@Nullable Object> parameters)
            throws SQLException {
        String owned = "";
        String during = "";
        if (request.owner() != null) {
            owned =
                    """
                    join (select r.source_ref as ref, f.position as since, t.position as until
                        from relation r join delta f on f.delta_id = r.from_delta
                        left join delta t on t.delta_id = r.to_delta
                        where r.target_ref = ? and r.type = 'ownedBy') owned
                        on owned.ref = c.ref
                    """;
            during =
                    """
                    and d.position >= owned.since
                    and (owned.until is null or d.position <= owned.until)
                    """;
            parameters.add(request.owner().toString());
        }
        Place after = request.after();
        parameters.add(positionAt(tx, request.from()));
        parameters.add(positionAt(tx, request.to()));
        parameters.add(after == null ? 0 : after.position());
        parameters.add(after == null ? 0 : after.ordinal());
        if (request.source() != null) {
            parameters.add(request.source());
        }
        parameters.add(request.limit());
        return """
        select %s c.ref, c.ordinal, c.type, c.uid, c.document,
            d.position, d.at, d.source, d.revision, d.actor
        from change c join delta d on d.delta_id = c.delta_id
        %s
        where d.position > ? and d.position <= ? and (d.position, c.ordinal) > (?, ?)
        %s %s
        order by d.position, c.ordinal limit ?
        """
                .formatted(
                        owned.isEmpty() ? "" : "distinct",
                        owned,
                        during,
                        request.source() == null ? "" : "and d.source = ?");
    }

    static long positionAt(Tx tx, Instant at) throws SQLException {
        return tx.queryOne(
                        """
                        select position from delta where at <= ?
                        order by at desc, position desc limit 1
                        """,
                        row -> row.getLong("position"),
                        at)
                .orElse(0L);
    }

    private static Version version(ResultSet row) throws SQLException {
        UUID uid = row.getObject("uid", UUID.class);
        @Nullable JsonObject before = document(row.getBytes("previous"), uid);
        @Nullable JsonObject after = document(row.getBytes("body"), uid);
        return new Version(
                EntityRef.parse(row.getString("ref")),
                row.getLong("position"),
                row.getInt("ordinal"),
                row.getTimestamp("at").toInstant(),
                ApplyDelta.TYPES.get(row.getInt("type")),
                ReadFeed.cause(row),
                after == null ? null : new Entity(after),
                before == null || after == null
                        ? List.of()
                        : JsonDifference.between(before, after));
    }

    private static @Nullable JsonObject document(byte @Nullable [] body, UUID uid) {
        return body == null
                ? null
                : JsonObject.parse(ReadFeed.withUid(DocumentBodies.decompress(body), uid));
    }

    static void checkSpan(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw PorticoException.invalid(
                    "The span of time ends at "
                            + to
                            + " and begins at "
                            + from
                            + "; it must begin before it ends.");
        }
    }

    static void checkLimit(String what, int limit) {
        if (limit < 1 || limit > MAX_VERSIONS) {
            throw PorticoException.invalid(
                    "The number of "
                            + what
                            + " must be from 1 to "
                            + MAX_VERSIONS
                            + ", not "
                            + limit
                            + ".");
        }
    }
}
