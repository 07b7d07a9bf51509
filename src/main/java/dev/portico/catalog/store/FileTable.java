package dev.portico.catalog.store;

import dev.portico.catalog.Declared;
import dev.portico.catalog.Delta;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Rejection;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes which files a source has read and which documents in them were kept out.
final class FileTable {
    private FileTable() {}

    static void save(Tx tx, String source, Delta.Files files) throws SQLException {
        if (files.isEmpty()) {
            return;
        }
        List<String> replaced = new ArrayList<>(files.unreads());
        files.reads().forEach(read -> replaced.add(read.location()));
        tx.update(
                "delete from rejection where source = ? and location = any(?)",
                source,
                replaced.toArray(String[]::new));
        if (!files.unreads().isEmpty()) {
            tx.update(
                    "delete from file_read where source = ? and location = any(?)",
                    source,
                    files.unreads().toArray(String[]::new));
        }
        saveReads(tx, source, files.reads());
        saveRejections(tx, source, files.rejections());
    }

    private static void saveReads(Tx tx, String source, List<FileRead> reads) throws SQLException {
        if (reads.isEmpty()) {
            return;
        }
        tx.update(
                """
                insert into file_read (source, location, fingerprint, follows)
                select ?, location, fingerprint, follows
                from unnest(?::text[], ?::text[], ?::text[])
                  as new (location, fingerprint, follows)
                on conflict (source, location) do update set
                    fingerprint = excluded.fingerprint, follows = excluded.follows
                """,
                source,
                reads.stream().map(FileRead::location).toArray(String[]::new),
                reads.stream().map(FileRead::fingerprint).toArray(String[]::new),
                reads.stream().map(read -> read.follows().toJson()).toArray(String[]::new));
    }

    private static void saveRejections(Tx tx, String source, List<Rejection> rejections)
            throws SQLException {
        if (rejections.isEmpty()) {
            return;
        }
        Map<String, Integer> ordinals = new HashMap<>();
        Integer[] ordinal =
                rejections.stream()
                        .map(
                                rejection ->
                                        ordinals.merge(
                                                rejection.location() + '\0' + rejection.document(),
                                                1,
                                                Integer::sum))
                        .toArray(Integer[]::new);
        tx.update(
                """
                insert into rejection (source, location, document_number, ordinal, ref, problems,
                    file, revision, line, parent)
                select ?, location, document_number, ordinal, ref, problems, file, revision, line,
                    parent
                from unnest(?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::int[], ?::text[])
                  as new (location, document_number, ordinal, ref, problems, file, revision, line,
                    parent)
                """,
                source,
                rejections.stream().map(Rejection::location).toArray(String[]::new),
                rejections.stream().map(Rejection::document).toArray(Integer[]::new),
                ordinal,
                rejections.stream()
                        .map(each -> each.ref() == null ? null : each.ref().toString())
                        .toArray(String[]::new),
                rejections.stream()
                        .map(each -> Declared.problemsJson(each.problems()))
                        .toArray(String[]::new),
                rejections.stream().map(each -> each.provenance().file()).toArray(String[]::new),
                rejections.stream().map(each -> each.provenance().commit()).toArray(String[]::new),
                rejections.stream().map(each -> each.provenance().line()).toArray(Integer[]::new),
                rejections.stream().map(each -> each.provenance().parent()).toArray(String[]::new));
    }
}
