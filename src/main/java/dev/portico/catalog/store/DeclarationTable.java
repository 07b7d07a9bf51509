package dev.portico.catalog.store;

import dev.portico.catalog.Declaration;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads and writes sets of rows of `declaration`.
final class DeclarationTable {
    private static final String COLUMNS =
            """
            select d.source, d.location, d.ref, d.class, d.accepted,
                   encode(d.document, 'hex') as hash, d.relations, d.file, d.revision,
                   d.document_number, d.line, d.parent, d.warnings, d.stale, s.gone_since
            from declaration d join source s on s.name = d.source
            """;

    private DeclarationTable() {}

    static List<DeclarationRow> ofRefs(Tx tx, Collection<String> refs) throws SQLException {
        return tx.query(
                COLUMNS + "where d.ref = any(?)",
                DeclarationRow::read,
                (Object) refs.toArray(String[]::new));
    }

    static List<DeclarationRow> ofLocations(Tx tx, String source, Collection<String> locations)
            throws SQLException {
        return tx.query(
                COLUMNS + "where d.source = ? and d.location = any(?)",
                DeclarationRow::read,
                source,
                locations.toArray(String[]::new));
    }

    static void save(Tx tx, List<DeclarationRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        tx.update(
                """
                insert into declaration (source, location, ref, class, accepted, document,
                    relations, file, revision, document_number, line, parent, warnings, stale)
                select source, location, ref, class, accepted, decode(hash, 'hex'),
                    relations, file, revision, document_number, line, parent, warnings, stale
                from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[],
                    ?::text[])
                  as new (source, location, ref, class, accepted, hash, relations, file, revision,
                    document_number, line, parent, warnings, stale)
                on conflict (source, location, ref) do update set
                    class = excluded.class, document = excluded.document,
                    relations = excluded.relations, file = excluded.file,
                    revision = excluded.revision, document_number = excluded.document_number,
                    line = excluded.line, parent = excluded.parent,
                    warnings = excluded.warnings, stale = excluded.stale
                """,
                texts(rows, DeclarationRow::source),
                texts(rows, DeclarationRow::location),
                texts(rows, row -> row.ref().toString()),
                rows.stream().map(DeclarationRow::sourceClass).toArray(Integer[]::new),
                rows.stream().map(DeclarationRow::accepted).toArray(Long[]::new),
                texts(rows, DeclarationRow::documentHash),
                texts(rows, DeclarationRow::relations),
                texts(rows, row -> row.provenance().file()),
                texts(rows, row -> row.provenance().commit()),
                rows.stream().map(row -> row.provenance().document()).toArray(Integer[]::new),
                rows.stream().map(row -> row.provenance().line()).toArray(Integer[]::new),
                texts(rows, row -> row.provenance().parent()),
                texts(rows, DeclarationRow::warnings),
                texts(rows, DeclarationRow::stale));
    }

    static void delete(Tx tx, String source, List<Declaration.Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        tx.update(
                """
                delete from declaration d
                using unnest(?::text[], ?::text[]) as gone (location, ref)
                where d.source = ? and d.location = gone.location and d.ref = gone.ref
                """,
                keys.stream().map(Declaration.Key::location).toArray(String[]::new),
                keys.stream().map(key -> key.ref().toString()).toArray(String[]::new),
                source);
    }

    /// The next places in the order of acceptance.
    static List<Long> nextAccepted(Tx tx, int count) throws SQLException {
        return tx.query(
                "select nextval('declaration_accepted') from generate_series(1, ?)",
                row -> row.getLong(1),
                count);
    }

    private static String[] texts(
            List<DeclarationRow> rows, Function<DeclarationRow, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
