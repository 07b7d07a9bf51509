package dev.portico.catalog.store;

import dev.portico.access.Erasure;
import dev.portico.catalog.StoredDocument;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The past without a person: versions of their User go, old versions of others name a pseudonym.
final class ErasedPast {
    private static final int AT_ONCE = 500;

    /// What no declaration and no entity of now has.
    private static final String OLD =
            """
            not exists (select 1 from declaration d where d.document = document.hash)
            and not exists (select 1 from entity e where e.document = document.hash)
            """;

    private ErasedPast() {}

    static void of(Tx tx, Erasure person, Map<String, Integer> rows) throws SQLException {
        String ref = person.ref().toString();
        boolean here =
                tx.queryOne(
                                """
                                select 1 from declaration where ref = ?
                                union select 1 from entity where ref = ? and document is not null
                                """,
                                _ -> 1,
                                ref,
                                ref)
                        .isPresent();
        // nobody may take up an old document while it goes
        tx.execute("lock table document in share row exclusive mode");
        forgetPositions(tx, ref);
        Set<String> own =
                new HashSet<>(
                        tx.query(
                                "select encode(document, 'hex') from change"
                                        + " where ref = ? and document is not null",
                                row -> row.getString(1),
                                ref));
        rows.put(
                "change",
                here
                        ? tx.update(
                                """
                                delete from change where ref = ? and delta_id < (
                                    select max(delta_id) from change where ref = ?)
                                """,
                                ref,
                                ref)
                        : tx.update("delete from change where ref = ?", ref));
        rows.put(
                "relation",
                tx.update(
                        """
                        delete from relation
                        where (source_ref = ? or target_ref = ?) and to_delta is not null
                        """,
                        ref,
                        ref));
        rows.put(
                "entity",
                here ? 0 : tx.update("delete from entity where ref = ? and document is null", ref));
        rows.put("document", documents(tx, person, own));
    }

    /// An index that is older than the removal of the user, of a node that was away, must not go
    /// on from the log, which does not tell it any more: at another mark it is built anew.
    private static void forgetPositions(Tx tx, String ref) throws SQLException {
        tx.update(
                """
                update delta set id = gen_random_uuid()
                from (select min(delta_id) as first, max(delta_id) as last from (
                    select delta_id from change where ref = ?
                    union all select from_delta from relation
                        where (source_ref = ? or target_ref = ?) and to_delta is not null
                    union all select to_delta from relation
                        where (source_ref = ? or target_ref = ?) and to_delta is not null) a
                ) as span
                where position >= (select position from delta where delta_id = span.first)
                    and position < (select position from delta where delta_id = span.last)
                """,
                ref,
                ref,
                ref,
                ref,
                ref);
    }

    /// Writes old documents anew where they name the person; answers how many.
    ///
    /// @param own hashes of the documents of their User
    private static int documents(Tx tx, Erasure person, Set<String> own) throws SQLException {
        Pattern named = Pattern.compile(person.named(), Pattern.CASE_INSENSITIVE);
        Pattern bare = Pattern.compile(person.namedOrBare(), Pattern.CASE_INSENSITIVE);
        Pattern namesake =
                Pattern.compile(
                        "\"name\":\\s*\"" + Pattern.quote(person.ref().name()) + "\"",
                        Pattern.CASE_INSENSITIVE);
        List<Renamed> anew = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        tx.forEachOfMany(
                "select encode(hash, 'hex') as hash, body, exists (select 1 from change c"
                        + " where c.document = document.hash) as used from document where "
                        + OLD
                        + " order by hash",
                row -> {
                    String hash = row.getString("hash");
                    String json = text(row.getBytes("body"));
                    Pattern pattern = namesake.matcher(json).find() ? named : bare;
                    Matcher matcher = pattern.matcher(json);
                    boolean names = matcher.find();
                    if (names && row.getBoolean("used")) {
                        anew.add(Renamed.of(hash, matcher.replaceAll(person.pseudonym())));
                    } else if (names || own.contains(hash) && !row.getBoolean("used")) {
                        gone.add(hash);
                    }
                });
        return replace(tx, anew, gone);
    }

    /// An old document and what it is now.
    private record Renamed(String hash, StoredDocument document) {
        static Renamed of(String hash, String json) {
            return new Renamed(hash, StoredDocument.of(JsonObject.parse(json)));
        }
    }

    private static int replace(Tx tx, List<Renamed> anew, List<String> gone) throws SQLException {
        for (int from = 0; from < anew.size(); from += AT_ONCE) {
            List<Renamed> some = anew.subList(from, Math.min(from + AT_ONCE, anew.size()));
            DocumentBodies.store(tx, some.stream().map(Renamed::document).toList());
            tx.update(
                    """
                    update change set document = decode(new.anew, 'hex')
                    from unnest(?::text[], ?::text[]) as new (old, anew)
                    where document = decode(new.old, 'hex')
                    """,
                    some.stream().map(Renamed::hash).toArray(String[]::new),
                    some.stream().map(one -> one.document().hash()).toArray(String[]::new));
        }
        List<String> hashes = new ArrayList<>(gone);
        anew.forEach(one -> hashes.add(one.hash()));
        return tx.update(
                "delete from document where hash in (select decode(h, 'hex')"
                        + " from unnest(?::text[]) as old (h)) and "
                        + OLD,
                (Object) hashes.toArray(String[]::new));
    }

    static String text(byte[] body) {
        return new String(DocumentBodies.decompress(body), StandardCharsets.UTF_8);
    }
}
