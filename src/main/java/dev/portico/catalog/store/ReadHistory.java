package dev.portico.catalog.store;

import dev.portico.catalog.Cause;
import dev.portico.catalog.Change;
import dev.portico.catalog.History;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// History from the change log's rows.
public final class ReadHistory implements History {
    private static final int MAX_VERSIONS = 500;

    private final Sql sql;

    public ReadHistory(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Version> versions(EntityRef ref, int limit, @Nullable Long beforePosition) {
        if (limit < 1 || limit > MAX_VERSIONS) {
            throw PorticoException.invalid(
                    "The number of versions must be from 1 to " + MAX_VERSIONS + ", not " + limit);
        }
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select d.position, d.at, d.source, d.revision, d.actor, c.type,
                                    c.uid, b.body
                                from change c join delta d on d.delta_id = c.delta_id
                                left join document b on b.hash = c.document
                                where c.ref = ? and d.position < ?
                                order by d.position desc limit ?
                                """,
                                row -> {
                                    byte @Nullable [] body = row.getBytes("body");
                                    return new Version(
                                            row.getLong("position"),
                                            row.getTimestamp("at").toInstant(),
                                            Change.Type.values()[row.getInt("type")],
                                            new Cause(
                                                    row.getString("source"),
                                                    row.getString("revision"),
                                                    row.getString("actor")),
                                            body == null
                                                    ? null
                                                    : entity(
                                                            body,
                                                            row.getObject("uid", UUID.class)));
                                },
                                ref.toString(),
                                beforePosition == null ? Long.MAX_VALUE : beforePosition,
                                limit));
    }

    private static Entity entity(byte[] body, UUID uid) {
        return new Entity(JsonObject.parse(ReadFeed.withUid(DocumentBodies.decompress(body), uid)));
    }
}
