package dev.portico.catalog.store;

import dev.portico.catalog.Change;
import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.LoggedChange;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads single changes of the log from a cursor on.
final class ReadChanges {
    private ReadChanges() {}

    /// The changes behind a cursor, in order.
    ///
    /// @param upTo the last position that is answered
    static List<LoggedChange> behind(Tx tx, ChangeCursor after, long upTo, int limit)
            throws SQLException {
        check(tx, after);
        // delta ids of one ref are in the order of its changes: they are drawn under its lock
        return tx.query(
                """
                select d.position, d.id, d.at, d.source, d.revision, d.actor,
                    c.ordinal, c.ref, c.type, c.uid,
                    array(select r.target_ref from relation r
                        where r.source_ref = c.ref and r.type = 'ownedBy'
                          and r.from_delta <= c.delta_id
                          and (r.to_delta is null or r.to_delta >= c.delta_id)) as owners
                from delta d join change c on c.delta_id = d.delta_id
                where d.position >= ? and d.position <= ? and (d.position, c.ordinal) > (?, ?)
                order by d.position, c.ordinal limit ?
                """,
                ReadChanges::logged,
                after.position(),
                upTo,
                after.position(),
                after.ordinal(),
                limit);
    }

    private static LoggedChange logged(ResultSet row) throws SQLException {
        long position = row.getLong("position");
        Change change =
                new Change(
                        position,
                        EntityRef.parse(row.getString("ref")),
                        ApplyDelta.TYPES.get(row.getInt("type")),
                        row.getObject("uid", UUID.class).toString(),
                        row.getTimestamp("at").toInstant(),
                        ReadFeed.cause(row));
        return new LoggedChange(
                ChangeCursor.of(position, row.getInt("ordinal"), row.getObject("id", UUID.class)),
                change,
                Arrays.stream((String[]) row.getArray("owners").getArray())
                        .distinct()
                        .map(EntityRef::parse)
                        .toList());
    }

    /// The place behind everything of a transaction, with its mark.
    static ChangeCursor end(Tx tx, long position) throws SQLException {
        return tx.queryOne(
                        """
                        select d.id, (select max(c.ordinal) from change c
                            where c.delta_id = d.delta_id) as ordinal
                        from delta d where d.position = ?
                        """,
                        row ->
                                ChangeCursor.of(
                                        position,
                                        row.getInt("ordinal"),
                                        row.getObject("id", UUID.class)),
                        position)
                .orElse(ChangeCursor.behind(position));
    }

    private record Bounds(long oldest, long latest) {}

    private static void check(Tx tx, ChangeCursor after) throws SQLException {
        Optional<UUID> transaction = ReadFeed.positionId(tx, after.position());
        if (transaction.isPresent()) {
            if (!after.isOf(transaction.get())) {
                throw foreign(after);
            }
            return;
        }
        Bounds bounds =
                tx.queryOne(
                                """
                                select coalesce(min(position), 1), coalesce(max(position), 0)
                                from delta
                                """,
                                row -> new Bounds(row.getLong(1), row.getLong(2)))
                        .orElseThrow();
        if (after.position() > bounds.latest()) {
            throw foreign(after);
        }
        if (after.position() < bounds.oldest() - 1) {
            throw gone(after, bounds, end(tx, bounds.latest()));
        }
    }

    private static PorticoException foreign(ChangeCursor after) {
        return PorticoException.invalid(
                "The cursor "
                        + after
                        + " is of another database, or of a time before this one was restored from"
                        + " a backup; read the catalog anew and go on from there.");
    }

    private static PorticoException gone(ChangeCursor after, Bounds bounds, ChangeCursor now) {
        return new PorticoException(
                ErrorCode.GONE,
                "The change log begins at position "
                        + bounds.oldest()
                        + " and no longer has what came behind "
                        + after
                        + "; read the catalog as it is now and go on from the cursor "
                        + now
                        + ".",
                Map.of("after", now.toString(), "snapshot", "/api/catalog/entities/by-query"),
                null);
    }
}
