package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.template.store.FolderScan.Found;
import dev.portico.template.store.FolderScan.Stamp;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Workspaces in PostgreSQL: chunks of content, stored once for each task, and after each step that
/// changed something a list of what there is.
///
/// A run remembers what its folder held last, so that files that were not touched are not read
/// again.
@Singleton
final class ChunkArchive implements WorkspaceArchive {
    /// A file that was modified so shortly before it was looked at may change again without its
    /// time changing.
    private static final long RACY_MILLIS = 100;

    private final Sql sql;
    private final Clock clock;
    private final ArchiveLimits limits;

    @Inject
    ChunkArchive(Sql sql, Clock clock) {
        this(sql, clock, ArchiveLimits.USUAL);
    }

    ChunkArchive(Sql sql, Clock clock, ArchiveLimits limits) {
        this.sql = sql;
        this.clock = clock;
        this.limits = limits;
    }

    /// What a folder held when it was looked at last.
    ///
    /// @param prepared whether the run prepared it, and not only restored it
    /// @param stamps of files that can be told unchanged by them, by path
    private record Known(boolean prepared, Manifest manifest, Map<String, Stamp> stamps)
            implements Seen {
        static final Known NOTHING = new Known(false, Manifest.EMPTY, Map.of());
    }

    /// @param first whether the run saves for the first time
    /// @param manifest null when nothing changed
    /// @param fresh chunks that are not stored yet
    private record Changes(
            UUID task,
            int step,
            boolean first,
            Known seen,
            @Nullable Manifest manifest,
            Map<String, byte[]> fresh)
            implements Prepared {}

    @Override
    public Prepared prepare(UUID task, int step, Path folder, @Nullable Seen last)
            throws IOException {
        Instant start = clock.instant();
        Known base = last == null ? saved(task, step) : (Known) last;
        ChunkWriter writer =
                new ChunkWriter(
                        new HashSet<>(base.manifest().chunks()), chunks -> store(task, chunks));
        List<Found> found = FolderScan.of(folder, limits);
        Map<String, String> hashes = read(found, base, writer);
        ChunkWriter.Result result = writer.finish();
        Manifest manifest =
                new Manifest(
                        result.chunks(),
                        found.stream().map(file -> entry(file, hashes, result)).toList());
        Map<String, Stamp> stamps = stamps(found, start);
        boolean first = !base.prepared();
        if (same(base.manifest(), manifest)) {
            Known seen = new Known(true, base.manifest(), stamps);
            return new Changes(task, step, first, seen, null, Map.of());
        }
        Known seen = new Known(true, manifest, stamps);
        return new Changes(task, step, first, seen, manifest, result.fresh());
    }

    /// Takes in the content of all files; answers their hashes by path.
    private static Map<String, String> read(List<Found> found, Known base, ChunkWriter writer)
            throws IOException {
        Map<String, String> before = new HashMap<>();
        for (Manifest.Entry entry : base.manifest().entries()) {
            if (entry.hash() != null) {
                before.put(entry.path(), entry.hash());
                writer.keep(base.manifest(), entry, entry.hash());
            }
        }
        Map<String, String> hashes = new HashMap<>();
        for (Found file : found) {
            Stamp stamp = file.stamp();
            if (stamp != null) {
                String hash = before.get(file.path());
                boolean untouched = stamp.equals(base.stamps().get(file.path()));
                hashes.put(
                        file.path(),
                        hash != null && untouched ? hash : writer.add(file.file(), stamp.size()));
            }
        }
        return hashes;
    }

    private static Map<String, Stamp> stamps(List<Found> found, Instant looked) {
        Instant settled = looked.minusMillis(RACY_MILLIS);
        Map<String, Stamp> stamps = new HashMap<>();
        for (Found file : found) {
            if (file.stamp() != null && file.stamp().modified().toInstant().isBefore(settled)) {
                stamps.put(file.path(), file.stamp());
            }
        }
        return stamps;
    }

    private static Manifest.Entry entry(
            Found file, Map<String, String> hashes, ChunkWriter.Result result) {
        if (file.target() != null) {
            return Manifest.Entry.link(file.path(), file.target());
        }
        String hash = hashes.get(file.path());
        return hash == null
                ? Manifest.Entry.folder(file.path())
                : Manifest.Entry.file(
                        file.path(),
                        file.mode(),
                        hash,
                        result.contents().getOrDefault(hash, List.of()));
    }

    /// Whether two lists say the same, wherever content is kept.
    private static boolean same(Manifest one, Manifest other) {
        return bare(one).equals(bare(other));
    }

    private static List<Manifest.Entry> bare(Manifest manifest) {
        return manifest.entries().stream().map(Manifest.Entry::withoutPieces).toList();
    }

    /// What was saved last.
    private Known saved(UUID task, int step) {
        return sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                        """
                                        select content from task_manifest
                                        where task = ? and step <= ? order by step desc limit 1
                                        """,
                                        row -> Manifest.read(row.getBytes(1)),
                                        task,
                                        step))
                .map(manifest -> new Known(false, manifest, Map.of()))
                .orElse(Known.NOTHING);
    }

    @Override
    public void save(Tx tx, Prepared prepared) throws SQLException {
        Changes changes = (Changes) prepared;
        if (changes.first()) {
            // what was saved for later steps was in a run of them that does not count any more
            tx.update(
                    "delete from task_manifest where task = ? and step > ?",
                    changes.task(),
                    changes.step());
        }
        if (changes.manifest() == null) {
            return;
        }
        insert(tx, changes.task(), changes.fresh());
        tx.update(
                """
                insert into task_manifest (task, step, content) values (?, ?, ?)
                on conflict (task, step) do update set content = excluded.content
                """,
                changes.task(),
                changes.step(),
                changes.manifest().toBytes());
    }

    private void store(UUID task, Map<String, byte[]> chunks) {
        sql.inTransaction(
                tx -> {
                    insert(tx, task, chunks);
                    return chunks.size();
                });
    }

    private static void insert(Tx tx, UUID task, Map<String, byte[]> chunks) throws SQLException {
        if (chunks.isEmpty()) {
            return;
        }
        List<String> hashes = new ArrayList<>(chunks.keySet());
        tx.update(
                """
                insert into task_chunk (task, hash, body)
                select ?, hash, body from unnest(?, ?) as chunk (hash, body)
                on conflict do nothing
                """,
                task,
                hashes.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new),
                hashes.stream().map(chunks::get).toArray(byte[][]::new));
    }

    @Override
    public Seen restore(UUID task, int step, Path folder) throws IOException {
        Known base = step < 0 ? Known.NOTHING : saved(task, step);
        new FolderRestore(sql, task, base.manifest(), folder).run();
        Map<String, Stamp> stamps = stamps(FolderScan.of(folder, limits), clock.instant());
        return new Known(false, base.manifest(), stamps);
    }

    @Override
    public void delete(Tx tx, UUID task) throws SQLException {
        tx.update("delete from task_manifest where task = ?", task);
        tx.update("delete from task_chunk where task = ?", task);
    }
}
