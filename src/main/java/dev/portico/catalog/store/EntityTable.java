package dev.portico.catalog.store;

import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Reads and writes sets of rows of `entity` and `relation`.
final class EntityTable {
    private EntityTable() {}

    /// Locks the refs in sorted order, making rows for those that are new, so that two writers of
    /// the same refs go one after the other and never wait for each other in a circle.
    static Map<EntityRef, EntityRow> lock(Tx tx, TreeSet<String> refs) throws SQLException {
        String[] sorted = refs.toArray(String[]::new);
        tx.update(
                "insert into entity (ref) select unnest(?::text[]) on conflict do nothing",
                (Object) sorted);
        return rows(tx, sorted, " for update");
    }

    /// The same without locking; a ref without a row is as one without an entity.
    static Map<EntityRef, EntityRow> read(Tx tx, TreeSet<String> refs) throws SQLException {
        Map<EntityRef, EntityRow> rows = rows(tx, refs.toArray(String[]::new), "");
        for (String text : refs) {
            EntityRef ref = EntityRef.parse(text);
            rows.putIfAbsent(ref, new EntityRow(ref, null, null, null));
        }
        return rows;
    }

    private static Map<EntityRef, EntityRow> rows(Tx tx, String[] sorted, String locking)
            throws SQLException {
        Map<EntityRef, EntityRow> rows = new HashMap<>();
        tx.forEach(
                """
                select ref, uid, encode(document, 'hex') as hash, source
                from entity where ref = any(?) order by ref
                """
                        + locking,
                row -> {
                    EntityRef ref = EntityRef.parse(row.getString("ref"));
                    rows.put(
                            ref,
                            new EntityRow(
                                    ref,
                                    row.getObject("uid", UUID.class),
                                    row.getString("hash"),
                                    row.getString("source")));
                },
                (Object) sorted);
        return rows;
    }

    static void save(Tx tx, List<EntityRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        tx.update(
                """
                update entity e set uid = new.uid, document = decode(new.hash, 'hex'),
                    source = new.source
                from unnest(?::text[], ?::uuid[], ?::text[], ?::text[])
                  as new (ref, uid, hash, source)
                where e.ref = new.ref
                """,
                rows.stream().map(row -> row.ref().toString()).toArray(String[]::new),
                rows.stream().map(EntityRow::uid).toArray(UUID[]::new),
                rows.stream().map(EntityRow::documentHash).toArray(String[]::new),
                rows.stream().map(EntityRow::source).toArray(String[]::new));
    }

    static Set<RelationPair> openRelations(Tx tx, Collection<String> sourceRefs)
            throws SQLException {
        return Set.copyOf(
                tx.query(
                        """
                        select source_ref, type, target_ref, reverse from relation
                        where source_ref = any(?) and to_delta is null
                        """,
                        row ->
                                new RelationPair(
                                        EntityRef.parse(row.getString("source_ref")),
                                        row.getString("type"),
                                        EntityRef.parse(row.getString("target_ref")),
                                        row.getString("reverse")),
                        (Object) sourceRefs.toArray(String[]::new)));
    }

    static void openRelations(Tx tx, List<RelationPair> pairs, long deltaId) throws SQLException {
        if (!pairs.isEmpty()) {
            tx.update(
                    """
                    insert into relation (source_ref, type, target_ref, reverse, from_delta)
                    select source_ref, type, target_ref, reverse, ?
                    from unnest(?::text[], ?::text[], ?::text[], ?::text[])
                      as new (source_ref, type, target_ref, reverse)
                    """,
                    deltaId,
                    column(pairs, 0),
                    column(pairs, 1),
                    column(pairs, 2),
                    column(pairs, 3));
        }
    }

    /// By one text for each relation, which is looked up in a hash table: a join of four columns
    /// goes through all pairs while the database has no statistics of the table, and so does
    /// `= any(?)` once the statement is prepared. `is true` keeps the sub-select from being joined.
    static void closeRelations(Tx tx, List<RelationPair> pairs, long deltaId) throws SQLException {
        if (!pairs.isEmpty()) {
            tx.update(
                    """
                    update relation r set to_delta = ?
                    where r.to_delta is null and r.source_ref = any(?)
                      and (concat_ws(' ', r.source_ref, r.type, r.target_ref, r.reverse)
                        in (select unnest(?::text[]))) is true
                    """,
                    deltaId,
                    pairs.stream()
                            .map(pair -> pair.source().toString())
                            .distinct()
                            .toArray(String[]::new),
                    pairs.stream()
                            .map(
                                    pair ->
                                            String.join(
                                                    " ",
                                                    pair.source().toString(),
                                                    pair.type(),
                                                    pair.target().toString(),
                                                    pair.reverse()))
                            .toArray(String[]::new));
        }
    }

    private static String[] column(List<RelationPair> pairs, int index) {
        return pairs.stream()
                .map(
                        pair ->
                                switch (index) {
                                    case 0 -> pair.source().toString();
                                    case 1 -> pair.type();
                                    case 2 -> pair.target().toString();
                                    default -> pair.reverse();
                                })
                .map(Objects::requireNonNull)
                .toArray(String[]::new);
    }
}
