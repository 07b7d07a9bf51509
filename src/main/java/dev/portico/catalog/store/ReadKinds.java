package dev.portico.catalog.store;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import java.util.List;

/// Reads the entities of kind `Kind`.
public final class ReadKinds {
    private final Sql sql;

    public ReadKinds(Sql sql) {
        this.sql = sql;
    }

    public List<Entity> all() {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select b.body from entity e join document b on b.hash = e.document
                                where e.ref >= 'kind:' and e.ref < 'kind;' order by e.ref
                                """,
                                row ->
                                        new Entity(
                                                JsonObject.parse(
                                                        DocumentBodies.decompress(
                                                                row.getBytes("body"))))));
    }
}
