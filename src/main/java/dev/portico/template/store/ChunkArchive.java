package dev.portico.template.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
/// What a task's folder held last is remembered, so that files that were not touched are not read
/// again. That is a hint: it counts only while the list in the database is still the same one.
@Singleton
final class ChunkArchive implements WorkspaceArchive {
    /// Files, folders and links of all tasks that are remembered.
    private static final long REMEMBERED = 500_000;

    /// A file that was modified so shortly before it was looked at may change again without its
    /// time changing.
    private static final long RACY_MILLIS = 100;

    private final Sql sql;
    private final Clock clock;
    private final ArchiveLimits limits;
    private final Cache<UUID, Known> known =
            Caffeine.newBuilder()
                    .maximumWeight(REMEMBERED)
                    .<UUID, Known>weigher((_, it) -> 1 + it.manifest().entries().size())
                    .build();

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
    /// @param id of the list in the database
    /// @param stamps of files that can be told unchanged by them, by path
    private record Known(UUID id, Manifest manifest, Map<String, Stamp> stamps) {}

    /// @param manifest null when nothing changed
    /// @param fresh chunks that are not stored yet
    private record Changes(
            UUID task, int step, UUID id, @Nullable Manifest manifest, Map<String, byte[]> fresh)
            implements Prepared {}

    @Override
    public Prepared prepare(UUID task, int step, Path folder) throws IOException {
        Instant start = clock.instant();
        Known base = base(task, step);
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
        if (same(base.manifest(), manifest)) {
            known.put(task, new Known(base.id(), base.manifest(), stamps));
            return new Changes(task, step, base.id(), null, Map.of());
        }
        UUID id = UUID.randomUUID();
        known.put(task, new Known(id, manifest, stamps));
        return new Changes(task, step, id, manifest, result.fresh());
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

    /// What was saved last, from memory when it is still that.
    private Known base(UUID task, int step) {
        Known last = known.getIfPresent(task);
        UUID lastId = last == null ? new UUID(0, 0) : last.id();
        return sql.inTransaction(
                        tx ->
                                tx.queryOne(
                                        """
                                        select id, case when id = ? then null else content end
                                        from task_manifest where task = ? and step <= ?
                                        order by step desc limit 1
                                        """,
                                        row ->
                                                known(
                                                        last,
                                                        row.getObject(1, UUID.class),
                                                        row.getBytes(2)),
                                        lastId,
                                        task,
                                        step))
                .orElseGet(() -> new Known(new UUID(0, 0), Manifest.EMPTY, Map.of()));
    }

    private static Known known(@Nullable Known last, UUID id, byte @Nullable [] content) {
        if (content == null && last != null) {
            return last;
        }
        Manifest manifest = content == null ? Manifest.EMPTY : Manifest.read(content);
        return new Known(id, manifest, Map.of());
    }

    @Override
    public void save(Tx tx, Prepared prepared) throws SQLException {
        Changes changes = (Changes) prepared;
        // what was saved for later steps was in a run of them that does not count any more
        tx.update(
                "delete from task_manifest where task = ? and step > ?",
                changes.task(),
                changes.step());
        if (changes.manifest() == null) {
            return;
        }
        insert(tx, changes.task(), changes.fresh());
        tx.update(
                """
                insert into task_manifest (task, step, id, content) values (?, ?, ?, ?)
                on conflict (task, step) do update set id = excluded.id, content = excluded.content
                """,
                changes.task(),
                changes.step(),
                changes.id(),
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
    public void restore(UUID task, int step, Path folder) throws IOException {
        Known base =
                step < 0 ? new Known(new UUID(0, 0), Manifest.EMPTY, Map.of()) : base(task, step);
        new FolderRestore(sql, task, base.manifest(), folder).run();
        Map<String, Stamp> stamps = stamps(FolderScan.of(folder, limits), clock.instant());
        known.put(task, new Known(base.id(), base.manifest(), stamps));
    }

    @Override
    public void delete(Tx tx, UUID task) throws SQLException {
        tx.update("delete from task_manifest where task = ?", task);
        tx.update("delete from task_chunk where task = ?", task);
        known.invalidate(task);
    }
}
