package dev.portico.template.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real PostgreSQL.
class ChunkArchiveTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());

    @TempDir Path folder;
    @TempDir Path elsewhere;

    private final ChunkArchive archive = new ChunkArchive(SQL, Clock.systemUTC());
    private UUID task;

    /// What the run that saves remembers.
    private WorkspaceArchive.@Nullable Seen seen;

    @BeforeEach
    void aTask() {
        task = newTask();
    }

    private static UUID newTask() {
        UUID id = UUID.randomUUID();
        SQL.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into task (id, state, strict, spec, created_by)
                                values (?, 'OPEN', true, '{}', 'user:default/ann')
                                """,
                                id));
        return id;
    }

    private void save(int step) throws IOException {
        save(archive, step);
    }

    private void save(ChunkArchive by, int step) throws IOException {
        WorkspaceArchive.Prepared prepared = by.prepare(task, step, folder, seen);
        SQL.inTransaction(
                tx -> {
                    by.save(tx, prepared);
                    return step;
                });
        seen = prepared.seen();
    }

    /// As a node would that never saw the task.
    private Map<String, String> restored(int step) throws IOException {
        new ChunkArchive(SQL, Clock.systemUTC()).restore(task, step, elsewhere);
        return contents(elsewhere);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(it -> !it.equals(root)).toList()) {
                String content =
                        Files.isSymbolicLink(path)
                                ? "-> " + Files.readSymbolicLink(path)
                                : Files.isDirectory(path)
                                        ? "folder"
                                        : mode(path) + " " + Files.readString(path);
                contents.put(root.relativize(path).toString(), content);
            }
        }
        return contents;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private long chunks() {
        return count("select count(*) from task_chunk where task = ?");
    }

    private long count(String sql) {
        return SQL.inTransaction(tx -> tx.queryOne(sql, row -> row.getLong(1), task)).orElseThrow();
    }

    @Test
    void aWorkspaceComesBackOnAnotherNodeAsItWas() throws IOException {
        write("README.md", "hello");
        write("empty.txt", "");
        write("bin/run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                folder.resolve("bin/run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("secret", "s");
        Files.setPosixFilePermissions(
                folder.resolve("secret"), PosixFilePermissions.fromString("r--------"));
        Files.createDirectories(folder.resolve("a/b/nothing"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("bin/run.sh"));
        Files.createSymbolicLink(folder.resolve("a/broken"), Path.of("../../nowhere"));
        write("names/${{ values.x }} é\n.txt", "odd");
        save(0);

        Map<String, String> expected =
                Map.ofEntries(
                        Map.entry("README.md", "rw-r--r-- hello"),
                        Map.entry("a", "folder"),
                        Map.entry("a/b", "folder"),
                        Map.entry("a/b/nothing", "folder"),
                        Map.entry("a/broken", "-> ../../nowhere"),
                        Map.entry("bin", "folder"),
                        Map.entry("bin/run.sh", "rwxr-xr-x #!/bin/sh\n"),
                        Map.entry("empty.txt", "rw-r--r-- "),
                        Map.entry("link", "-> bin/run.sh"),
                        Map.entry("names", "folder"),
                        Map.entry("names/${{ values.x }} é\n.txt", "rw-r--r-- odd"),
                        Map.entry("secret", "r-------- s"));
        assertThat(contents(folder)).isEqualTo(expected);
        assertThat(restored(0)).isEqualTo(expected);
        assertThat(chunks()).as("all small files in one").isEqualTo(1);
    }

    @Test
    void eachStepCanBeGoneBackTo() throws IOException {
        write("a", "1");
        write("b", "1");
        save(0);
        write("a", "2");
        Files.delete(folder.resolve("b"));
        save(2);

        assertThat(restored(0))
                .containsOnly(Map.entry("a", "rw-r--r-- 1"), Map.entry("b", "rw-r--r-- 1"));
        assertThat(restored(1)).as("not saved, so as after step 0").isEqualTo(restored(0));
        assertThat(restored(2)).containsOnly(Map.entry("a", "rw-r--r-- 2"));
        assertThat(restored(7)).isEqualTo(restored(2));
        assertThat(restored(-1)).isEmpty();
    }

    @Test
    void aStepThatChangesNothingStoresNothing() throws IOException {
        write("a", "1");
        save(0);
        save(1);
        Files.setLastModifiedTime(folder.resolve("a"), FileTime.from(Instant.EPOCH));
        save(2);
        assertThat(count("select count(*) from task_manifest where task = ?")).isEqualTo(1);
        assertThat(restored(2)).containsOnly(Map.entry("a", "rw-r--r-- 1"));
    }

    @Test
    void onlyWhatChangedIsStored() throws IOException {
        byte[] large = new byte[3_500_000];
        new Random(1).nextBytes(large);
        Files.write(folder.resolve("large.bin"), large);
        write("small", "1");
        save(0);
        assertThat(chunks()).as("four pieces and the small one").isEqualTo(5);

        large[2_500_000]++;
        Files.write(folder.resolve("large.bin"), large);
        Files.copy(folder.resolve("small"), folder.resolve("copy"));
        Files.move(folder.resolve("small"), folder.resolve("moved"));
        save(1);
        assertThat(chunks()).as("one piece more").isEqualTo(6);
        new ChunkArchive(SQL, Clock.systemUTC()).restore(task, 1, elsewhere);
        assertThat(Files.readAllBytes(elsewhere.resolve("large.bin"))).isEqualTo(large);
        assertThat(elsewhere.resolve("copy")).hasContent("1");
        assertThat(elsewhere.resolve("moved")).hasContent("1");
        assertThat(elsewhere.resolve("small")).doesNotExist();
    }

    @Test
    void aChangeOfSameSizeRightAfterSavingIsSeen() throws IOException {
        for (int step = 0; step < 20; step++) {
            write("a", "%02d".formatted(step));
            save(step);
        }
        assertThat(restored(19)).containsOnly(Map.entry("a", "rw-r--r-- 19"));
        assertThat(restored(7)).containsOnly(Map.entry("a", "rw-r--r-- 07"));
    }

    @Test
    void whatWasNotTouchedIsNotReadAgain() throws IOException {
        write("a", "1");
        FileTime old = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(folder.resolve("a"), old);
        save(0);
        // the same size, time and file: only reading it would tell
        Files.writeString(folder.resolve("a"), "2");
        Files.setLastModifiedTime(folder.resolve("a"), old);
        save(1);
        assertThat(restored(1)).containsOnly(Map.entry("a", "rw-r--r-- 1"));
        // another run has no memory and reads all
        seen = null;
        save(new ChunkArchive(SQL, Clock.systemUTC()), 2);
        assertThat(restored(2)).containsOnly(Map.entry("a", "rw-r--r-- 2"));
    }

    @Test
    void whatWasPreparedButNotSavedIsPreparedAgain() throws IOException {
        write("a", "1");
        save(0);
        write("a", "2");
        archive.prepare(task, 1, folder, seen);
        WorkspaceArchive.Prepared lost = archive.prepare(task, 1, folder, seen);
        assertThatThrownBy(
                        () ->
                                SQL.inTransaction(
                                        tx -> {
                                            archive.save(tx, lost);
                                            throw new IllegalArgumentException("rolled back");
                                        }))
                .hasMessage("rolled back");
        assertThat(restored(1)).containsOnly(Map.entry("a", "rw-r--r-- 1"));
        save(1);
        assertThat(restored(1)).containsOnly(Map.entry("a", "rw-r--r-- 2"));
    }

    @Test
    void aStepSavedAgainEndsWhatLaterStepsSaved() throws IOException {
        write("a", "1");
        save(0);
        write("a", "2");
        save(1);
        write("a", "3");
        save(2);
        seen = archive.restore(task, 0, folder);
        write("a", "other");
        save(1);
        assertThat(restored(2)).containsOnly(Map.entry("a", "rw-r--r-- other"));
        assertThat(restored(0)).containsOnly(Map.entry("a", "rw-r--r-- 1"));
    }

    @Test
    void anotherNodeGoesOnWhereTheFirstLeftOff() throws IOException {
        write("a", "1");
        save(0);
        ChunkArchive other = new ChunkArchive(SQL, Clock.systemUTC());
        WorkspaceArchive.Seen there = other.restore(task, 0, elsewhere);
        Files.writeString(elsewhere.resolve("b"), "2");
        WorkspaceArchive.Prepared prepared = other.prepare(task, 1, elsewhere, there);
        SQL.inTransaction(
                tx -> {
                    other.save(tx, prepared);
                    return 1;
                });
        // the first node comes back
        seen = archive.restore(task, 1, folder);
        assertThat(contents(folder)).containsOnlyKeys("a", "b");
        write("c", "3");
        save(2);
        assertThat(restored(2)).containsOnlyKeys("a", "b", "c");
        assertThat(chunks()).isEqualTo(3);
    }

    @Test
    void tooMuchIsRefused() throws IOException {
        ChunkArchive small =
                new ChunkArchive(SQL, Clock.systemUTC(), new ArchiveLimits(3, 5_000_000));
        write("a", "1");
        write("b", "1");
        write("c", "1");
        small.prepare(task, 0, folder, null);
        write("d", "1");
        assertThatThrownBy(() -> small.prepare(task, 0, folder, null))
                .isInstanceOf(PorticoException.class)
                .hasMessage(
                        "The workspace of the task holds more than 3 files and folders, the limit"
                                + " for one task; let the template fetch less, or delete what is"
                                + " not needed.")
                .extracting("code")
                .isEqualTo(ErrorCode.TOO_LARGE);
        Files.delete(folder.resolve("d"));
        Files.write(folder.resolve("c"), new byte[5_000_000]);
        assertThatThrownBy(() -> small.prepare(task, 0, folder, null))
                .hasMessageContaining("more than 5 MB");
        assertThat(ArchiveLimits.USUAL).isEqualTo(new ArchiveLimits(50_000, 256_000_000));
    }

    @Test
    void muchIsSentBeforeTheStepIsSaved() throws IOException {
        byte[] large = new byte[20_000_000];
        new Random(2).nextBytes(large);
        Files.write(folder.resolve("large"), large);
        WorkspaceArchive.Prepared prepared = archive.prepare(task, 0, folder, null);
        assertThat(chunks()).isBetween(16L, 19L);
        SQL.inTransaction(
                tx -> {
                    archive.save(tx, prepared);
                    return 0;
                });
        new ChunkArchive(SQL, Clock.systemUTC()).restore(task, 0, elsewhere);
        assertThat(Files.readAllBytes(elsewhere.resolve("large"))).isEqualTo(large);
    }

    @Test
    void deletingLeavesOtherTasksAlone() throws IOException {
        write("a", "1");
        save(0);
        UUID first = task;
        task = newTask();
        seen = null;
        save(0);
        SQL.inTransaction(
                tx -> {
                    archive.delete(tx, first);
                    return 0;
                });
        assertThat(chunks()).isEqualTo(1);
        assertThat(restored(0)).containsOnlyKeys("a");
        task = first;
        assertThat(chunks()).isZero();
        assertThat(restored(0)).isEmpty();
    }

    @Test
    void stepsThatAreSavedTogetherComeBackEachAsItWas() throws IOException {
        write("a", "1");
        save(0);
        write("a", "2");
        WorkspaceArchive.Prepared second = archive.prepare(task, 1, folder, seen);
        write("b", "3");
        WorkspaceArchive.Prepared third = archive.prepare(task, 2, folder, second.seen());
        SQL.inTransaction(
                tx -> {
                    archive.save(tx, second);
                    archive.save(tx, third);
                    return 0;
                });
        assertThat(chunks()).as("what the second brought is not stored again").isEqualTo(3);
        assertThat(restored(0)).containsOnly(Map.entry("a", "rw-r--r-- 1"));
        assertThat(restored(1)).containsOnly(Map.entry("a", "rw-r--r-- 2"));
        assertThat(restored(2))
                .containsOnly(Map.entry("a", "rw-r--r-- 2"), Map.entry("b", "rw-r--r-- 3"));
    }
}
