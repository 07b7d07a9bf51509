package dev.portico.catalog.store;

import dev.portico.catalog.Declared;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.Statement;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what sources have said.
public final class ReadLedger {
    private static final String REJECTIONS =
            """
            select source, location, document_number, ref, problems, file, revision, line, parent
            from rejection
            """;

    private final Sql sql;

    public ReadLedger(Sql sql) {
        this.sql = sql;
    }

    public Map<String, FileRead> reads(String source) {
        return sql.onSnapshot(
                tx -> {
                    Map<String, FileRead> reads = new HashMap<>();
                    tx.forEach(
                            "select location, fingerprint, follows from file_read where source = ?",
                            row ->
                                    reads.put(
                                            row.getString(1),
                                            new FileRead(
                                                    row.getString(1),
                                                    row.getString(2),
                                                    JsonObject.parse(row.getString(3)))),
                            source);
                    return reads;
                });
    }

    public List<Declared> declared(String source, Collection<String> locations) {
        return locations.isEmpty()
                ? List.of()
                : sql.onSnapshot(
                        tx ->
                                DeclarationTable.ofLocations(tx, source, locations).stream()
                                        .map(DeclarationRow::toDeclared)
                                        .toList());
    }

    public List<EntityRef> refs(String source) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                "select distinct ref from declaration where source = ? order by 1",
                                row -> EntityRef.parse(row.getString(1)),
                                source));
    }

    public List<Rejection> rejections(String source, int limit) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                REJECTIONS
                                        + "where source = ? order by location, document_number,"
                                        + " ordinal limit ?",
                                ReadLedger::rejection,
                                source,
                                limit));
    }

    public Map<String, List<Rejection>> rejections(EntityRef ref) {
        return sql.onSnapshot(
                tx -> {
                    Map<String, List<Rejection>> bySource = new LinkedHashMap<>();
                    tx.forEach(
                            REJECTIONS + "where ref = ? order by source, location, document_number",
                            row ->
                                    bySource.computeIfAbsent(
                                                    row.getString("source"), _ -> new ArrayList<>())
                                            .add(rejection(row)),
                            ref.toString());
                    return bySource;
                });
    }

    public List<Statement> statements(EntityRef ref) {
        List<DeclarationRow> rows =
                sql
                        .<List<DeclarationRow>>onSnapshot(
                                tx -> DeclarationTable.ofRefs(tx, List.of(ref.toString())))
                        .stream()
                        .sorted(DeclarationRow.PRECEDENCE)
                        .toList();
        List<Statement> statements = new ArrayList<>();
        for (DeclarationRow row : rows) {
            boolean primary = row == rows.getFirst();
            statements.add(statement(row, primary, row.conflictsWith(rows.getFirst())));
        }
        return statements;
    }

    public List<Statement> conflicts(String source, int limit) {
        return sql.onSnapshot(
                tx -> {
                    TreeSet<String> refs =
                            new TreeSet<>(
                                    tx.query(
                                            """
                                            select d.ref from declaration d
                                            where d.source = ? and exists (
                                                select 1 from declaration o
                                                where o.ref = d.ref and o.class = d.class
                                                  and o.accepted < d.accepted)
                                              and d.class <> ?
                                            order by d.ref limit ?
                                            """,
                                            row -> row.getString(1),
                                            source,
                                            SourceClass.KUBERNETES.ordinal(),
                                            limit));
                    return DeclarationTable.ofRefs(tx, refs).stream()
                            .filter(row -> row.source().equals(source))
                            .map(row -> statement(row, false, true))
                            .toList();
                });
    }

    public Map<String, Long> countByKind(Collection<String> kinds) {
        Map<String, Long> counts = new HashMap<>();
        sql.onSnapshot(
                tx -> {
                    for (String kind : kinds) {
                        long count =
                                tx.queryOne(
                                                """
                                                select count(*) from entity
                                                where ref >= ? and ref < ? and document is not null
                                                """,
                                                row -> row.getLong(1),
                                                kind + ":",
                                                kind + ";")
                                        .orElse(0L);
                        if (count > 0) {
                            counts.put(kind, count);
                        }
                    }
                    return counts;
                });
        return counts;
    }

    private static Statement statement(DeclarationRow row, boolean primary, boolean conflicting) {
        return new Statement(
                row.source(),
                row.location(),
                row.ref(),
                row.provenance(),
                primary,
                conflicting,
                row.staleProblems(),
                row.missingSince());
    }

    private static Rejection rejection(ResultSet row) throws SQLException {
        @Nullable String ref = row.getString("ref");
        return new Rejection(
                row.getString("location"),
                row.getInt("document_number"),
                ref == null ? null : EntityRef.parse(ref),
                Declared.problems(row.getString("problems")),
                new Provenance(
                        row.getString("file"),
                        row.getString("revision"),
                        row.getInt("document_number"),
                        row.getInt("line"),
                        row.getString("parent")));
    }
}
