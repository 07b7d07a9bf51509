package dev.portico.catalog.store;

import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.catalog.Cause;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.TextReplacement;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Takes a person out of the catalog's tables: their own past whole, and their name out of the past
/// of all else. In one transaction, with the locks in the order of [ApplyDelta].
public final class ErasePerson {
    private static final Cause CAUSE = new Cause("claims", null, "erasure");

    /// Sources of claims that no file and no cluster says anew.
    private static final String SAID_HERE = "source in ('portal', 'ci', 'default')";

    /// Claims that may change: what a file or a cluster says now stays as it says it.
    private static final String CLAIMS = "gone_at is not null or " + SAID_HERE;

    private static final List<String> CLAIM_TEXTS = List.of("value", "evidence", "actor");

    private final Sql sql;

    public ErasePerson(Sql sql) {
        this.sql = sql;
    }

    /// A claim by its key.
    public record Saying(String ref, String field, String source, String origin) {}

    /// All that was ever declared of a user and is kept.
    public List<JsonObject> documents(EntityRef user) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select body from document where hash in (
                                    select document from change where ref = ?
                                    union select document from declaration where ref = ?
                                    union select document from entity where ref = ?)
                                """,
                                row -> JsonObject.parse(DocumentBodies.decompress(row.getBytes(1))),
                                user.toString(),
                                user.toString(),
                                user.toString()));
    }

    /// Claims that people and jobs made and whose values name the person.
    public List<Saying> claimed(Erasure person) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select distinct c.ref, c.field, c.source, c.origin from claim c
                                where c.gone_at is null and c.%s
                                    and (c.value ~* ? or c.ref = ?)
                                order by 1, 2, 3, 4
                                """
                                        .formatted(SAID_HERE),
                                row ->
                                        new Saying(
                                                row.getString("ref"),
                                                row.getString("field"),
                                                row.getString("source"),
                                                row.getString("origin")),
                                person.named(),
                                person.ref().toString()));
    }

    public Erased run(Erasure person) {
        return person.dryRun()
                ? sql.rehearse(tx -> erase(tx, person))
                : sql.inTransaction(tx -> erase(tx, person));
    }

    private static Erased erase(Tx tx, Erasure person) throws SQLException {
        TreeMap<String, Integer> rows = new TreeMap<>();
        List<String> remaining = StillSaid.by(tx, person);
        TextReplacement named = new TextReplacement(person.named(), person.pseudonym());
        TreeSet<String> refs = claimedRefs(tx, named);
        if (!refs.isEmpty()) {
            var unused = EntityTable.lock(tx, refs);
        }
        ErasedPast.of(tx, person, rows);
        rows.put("delta", named.in(tx, "delta", "true", List.of("actor")));
        rows.put("claim_past", claimedBefore(tx, person, named));
        rows.put("source", named.in(tx, "source", "true", List.of("error", "problems")));
        if (!refs.isEmpty()) {
            long delta =
                    tx.queryOne("select nextval('delta_id')", row -> row.getLong(1)).orElseThrow();
            rows.put("claim", named.in(tx, "claim", CLAIMS, CLAIM_TEXTS));
            // those who follow claims read what belongs to a new delta
            tx.update(
                    "update claim set delta_id = ? where ref = any(?)",
                    delta,
                    refs.toArray(String[]::new));
            long unused = ApplyDelta.publish(tx, delta, CAUSE);
        }
        return new Erased(rows, remaining);
    }

    private static int claimedBefore(Tx tx, Erasure person, TextReplacement named)
            throws SQLException {
        int own = tx.update("delete from claim_past where ref = ?", person.ref().toString());
        return own + named.in(tx, "claim_past", "true", CLAIM_TEXTS);
    }

    private static TreeSet<String> claimedRefs(Tx tx, TextReplacement named) throws SQLException {
        return new TreeSet<>(
                tx.query(
                        "select distinct ref from claim where (%s) and (%s)"
                                .formatted(CLAIMS, TextReplacement.matches(CLAIM_TEXTS)),
                        row -> row.getString(1),
                        named.parameters(CLAIM_TEXTS).toArray()));
    }
}
