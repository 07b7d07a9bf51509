package dev.portico.catalog.store;

import dev.portico.access.Erasure;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What sources say of a person now. They would say it again, so it is told and not erased.
final class StillSaid {
    private static final int MOST = 50;
    private static final String AGAIN = "remove it there, then run this once more.";

    private StillSaid() {}

    static List<String> by(Tx tx, Erasure person) throws SQLException {
        List<String> said = new ArrayList<>();
        tx.forEach(
                """
                select source, file, line, ref, ref = ? as own from declaration
                where ref = ? or document in (
                    select decode(h, 'hex') from unnest(?::text[]) as named (h))
                order by own desc, source, file, line limit ?
                """,
                row ->
                        said.add(
                                "%s, line %d of the source %s %s %s; %s"
                                        .formatted(
                                                row.getString("file"),
                                                row.getInt("line"),
                                                row.getString("source"),
                                                row.getBoolean("own")
                                                        ? "declares"
                                                        : "names them in",
                                                row.getString("ref"),
                                                AGAIN)),
                person.ref().toString(),
                person.ref().toString(),
                current(tx, person).toArray(String[]::new),
                MOST);
        tx.forEach(
                """
                select source, file, line from rejection
                where ref = ? or problems ~* ? order by source, file, line limit ?
                """,
                row ->
                        said.add(
                                "%s, line %d of the source %s names them in a document that was rejected; %s"
                                        .formatted(
                                                row.getString("file"),
                                                row.getInt("line"),
                                                row.getString("source"),
                                                AGAIN)),
                person.ref().toString(),
                person.named(),
                MOST);
        claims(tx, person, said);
        return said;
    }

    private static void claims(Tx tx, Erasure person, List<String> said) throws SQLException {
        tx.forEach(
                """
                select source, origin, ref, field from claim
                where gone_at is null and source not in ('portal', 'ci', 'default', 'file')
                    and (ref = ? or value ~* ?)
                order by 1, 2, 3, 4 limit ?
                """,
                row ->
                        said.add(
                                "%s of %s says so of the %s of %s; %s"
                                        .formatted(
                                                row.getString("source"),
                                                row.getString("origin"),
                                                row.getString("field"),
                                                row.getString("ref"),
                                                AGAIN)),
                person.ref().toString(),
                person.named(),
                MOST);
    }

    /// Hashes of documents that hold now and name the person.
    static Set<String> current(Tx tx, Erasure person) throws SQLException {
        Pattern named = Pattern.compile(person.named(), Pattern.CASE_INSENSITIVE);
        Set<String> hashes = new TreeSet<>();
        tx.forEachOfMany(
                """
                select encode(hash, 'hex') as hash, body from document
                where hash in (select document from declaration
                    union select document from entity where document is not null)
                """,
                row -> {
                    if (named.matcher(ErasedPast.text(row.getBytes("body"))).find()) {
                        hashes.add(row.getString("hash"));
                    }
                });
        return hashes;
    }
}
