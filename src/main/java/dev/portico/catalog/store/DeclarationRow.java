package dev.portico.catalog.store;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.Declared;
import dev.portico.catalog.Provenance;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.sql.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of `declaration`, with the missing-since time of its source.
///
/// @param stale JSON array of the problems of a newer, rejected version; null when there is none
record DeclarationRow(
        String source,
        String location,
        EntityRef ref,
        int sourceClass,
        long accepted,
        String documentHash,
        String relations,
        Provenance provenance,
        String warnings,
        @Nullable String stale,
        @Nullable Instant missingSince) {
    private static final String NO_PROBLEMS = Declared.problemsJson(List.of());
    private static final int KUBERNETES = SourceClass.KUBERNETES.ordinal();

    /// The primary declaration of a ref is the first in this order: class, then acceptance; those
    /// of clusters go by location (cluster, namespace, kind, name), so that it does not matter
    /// which cluster was followed first.
    static final Comparator<DeclarationRow> PRECEDENCE =
            Comparator.comparingInt(DeclarationRow::sourceClass)
                    .thenComparing(DeclarationRow::place)
                    .thenComparingLong(DeclarationRow::accepted);

    private String place() {
        return sourceClass == KUBERNETES ? location : "";
    }

    /// Whether this declaration adds to an entity of which another is primary: one of a lower
    /// class, or one cluster's beside another's.
    boolean addsTo(DeclarationRow primary) {
        return this != primary
                && (sourceClass > primary.sourceClass || primary.sourceClass == KUBERNETES);
    }

    /// Whether another declaration is primary in spite of this one.
    boolean conflictsWith(DeclarationRow primary) {
        return this != primary && !addsTo(primary);
    }

    static DeclarationRow of(
            Declaration declaration,
            String source,
            int sourceClass,
            long accepted,
            @Nullable Instant missingSince) {
        return new DeclarationRow(
                source,
                declaration.location(),
                declaration.ref(),
                sourceClass,
                accepted,
                declaration.document().hash(),
                Declared.relationsJson(declaration.relations()),
                declaration.provenance(),
                Declared.problemsJson(declaration.warnings()),
                null,
                missingSince);
    }

    static DeclarationRow read(ResultSet row) throws SQLException {
        return new DeclarationRow(
                row.getString("source"),
                row.getString("location"),
                EntityRef.parse(row.getString("ref")),
                row.getInt("class"),
                row.getLong("accepted"),
                row.getString("hash"),
                row.getString("relations"),
                new Provenance(
                        row.getString("file"),
                        row.getString("revision"),
                        row.getInt("document_number"),
                        row.getInt("line"),
                        row.getString("parent")),
                row.getString("warnings"),
                row.getString("stale"),
                Tx.instant(row, "gone_since"));
    }

    DeclarationRow withStale(List<Problem> problems) {
        return new DeclarationRow(
                source,
                location,
                ref,
                sourceClass,
                accepted,
                documentHash,
                relations,
                provenance,
                warnings,
                Declared.problemsJson(problems),
                missingSince);
    }

    List<RelationPair> relationPairs() {
        List<RelationPair> pairs = new ArrayList<>();
        if (JsonValues.parse(relations) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof List<?> triple) {
                    pairs.add(
                            new RelationPair(
                                    ref,
                                    String.valueOf(triple.get(0)),
                                    EntityRef.parse(String.valueOf(triple.get(1))),
                                    String.valueOf(triple.get(2))));
                }
            }
        }
        return pairs;
    }

    Declared toDeclared() {
        return new Declared(
                new Declaration.Key(location, ref),
                Declared.fingerprint(documentHash, relations, warnings, provenance),
                stale != null);
    }

    /// Whether the entity says something of it beyond the document.
    boolean isToBeTold() {
        return stale != null || missingSince != null || !warnings.equals(NO_PROBLEMS);
    }

    List<Problem> warningProblems() {
        return Declared.problems(warnings);
    }

    List<Problem> staleProblems() {
        return stale == null ? List.of() : Declared.problems(stale);
    }
}
