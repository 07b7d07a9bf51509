package dev.portico.catalog.store;

import com.github.luben.zstd.Zstd;
import dev.portico.catalog.StoredDocument;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Bodies of documents by hash, compressed. A body is written once and never changed.
final class DocumentBodies {
    private static final int LEVEL = 3;

    private DocumentBodies() {}

    /// Stores what is not there yet, in the order of hashes so that two writers can't wait for each
    /// other in a circle.
    static void store(Tx tx, Collection<StoredDocument> documents) throws SQLException {
        Map<String, byte[]> sorted = new TreeMap<>();
        documents.forEach(document -> sorted.put(document.hash(), document.json()));
        if (sorted.isEmpty()) {
            return;
        }
        byte[][] bodies =
                sorted.values().stream()
                        .map(json -> Zstd.compress(json, LEVEL))
                        .toArray(byte[][]::new);
        tx.update(
                """
                insert into document (hash, body)
                select decode(hash, 'hex'), body
                from unnest(?::text[], ?::bytea[]) as new (hash, body)
                on conflict do nothing
                """,
                sorted.keySet().toArray(String[]::new),
                bodies);
    }

    /// The JSON of documents by hash.
    static Map<String, byte[]> load(Tx tx, Collection<String> hashes) throws SQLException {
        Map<String, byte[]> bodies = new HashMap<>();
        if (hashes.isEmpty()) {
            return bodies;
        }
        tx.forEach(
                """
                select encode(hash, 'hex') as hash, body from document
                where hash in (select decode(h, 'hex') from unnest(?::text[]) as wanted (h))
                """,
                row -> bodies.put(row.getString("hash"), decompress(row.getBytes("body"))),
                (Object) hashes.toArray(String[]::new));
        return bodies;
    }

    static byte[] decompress(byte[] body) {
        return Zstd.decompress(body, Math.toIntExact(Zstd.getFrameContentSize(body)));
    }
}
