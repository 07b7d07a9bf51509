package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import dev.portico.template.store.Manifest.Entry;
import dev.portico.template.store.Manifest.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes a folder what a list says.
final class FolderRestore {
    /// Chunks, of up to one MiB, that are held in memory at once.
    private static final int BATCH = 16;

    private final Sql sql;
    private final UUID task;
    private final Manifest manifest;
    private final Path root;

    FolderRestore(Sql sql, UUID task, Manifest manifest, Path root) {
        this.sql = sql;
        this.task = task;
        this.manifest = manifest;
        this.root = root;
    }

    void run() throws IOException {
        Files.createDirectories(root);
        clear();
        for (Entry entry : manifest.entries()) {
            Path path = root.resolve(entry.path());
            switch (entry.kind()) {
                case FOLDER -> Files.createDirectories(path);
                case FILE -> Files.createFile(path);
                // links come last, so that nothing is written through one
                case LINK, UNKNOWN -> {}
            }
        }
        writeContents();
        for (Entry entry : manifest.entries()) {
            Path path = root.resolve(entry.path());
            if (entry.kind() == Manifest.Kind.LINK && entry.target() != null) {
                Files.createSymbolicLink(path, Path.of(entry.target()));
            } else if (entry.kind() == Manifest.Kind.FILE) {
                FolderScan.setMode(path, entry.mode());
            }
        }
    }

    private void clear() throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        if (!folder.equals(root)) {
                            Files.delete(folder);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// A piece of a chunk and where in which file it goes.
    private record Place(Path file, long position, Piece piece) {}

    private void writeContents() throws IOException {
        Map<Integer, List<Place>> places = new HashMap<>();
        for (Entry entry : manifest.entries()) {
            long position = 0;
            for (Piece piece : entry.pieces()) {
                places.computeIfAbsent(piece.chunk(), _ -> new ArrayList<>())
                        .add(new Place(root.resolve(entry.path()), position, piece));
                position += piece.length();
            }
        }
        List<Integer> numbers = places.keySet().stream().sorted().toList();
        for (int i = 0; i < numbers.size(); i += BATCH) {
            List<Integer> batch = numbers.subList(i, Math.min(numbers.size(), i + BATCH));
            Map<String, byte[]> bodies = load(batch);
            for (int number : batch) {
                String hash = manifest.chunks().get(number);
                byte[] body = bodies.get(hash);
                if (body == null) {
                    throw new IllegalStateException(
                            "chunk " + hash + " of task " + task + " is missing");
                }
                write(Manifest.decompress(body), places.getOrDefault(number, List.of()));
            }
        }
    }

    private Map<String, byte[]> load(List<Integer> numbers) {
        byte[][] hashes =
                numbers.stream()
                        .map(number -> HexFormat.of().parseHex(manifest.chunks().get(number)))
                        .toArray(byte[][]::new);
        Map<String, byte[]> bodies = new HashMap<>();
        return sql.inTransaction(
                tx -> {
                    tx.forEach(
                            "select hash, body from task_chunk where task = ? and hash = any(?)",
                            row ->
                                    bodies.put(
                                            HexFormat.of().formatHex(row.getBytes("hash")),
                                            row.getBytes("body")),
                            task,
                            hashes);
                    return bodies;
                });
    }

    private static void write(byte[] chunk, List<Place> places) {
        for (Place place : places) {
            Piece piece = place.piece();
            try (FileChannel out = FileChannel.open(place.file(), StandardOpenOption.WRITE)) {
                ByteBuffer from = ByteBuffer.wrap(chunk, piece.offset(), piece.length());
                long at = place.position();
                while (from.hasRemaining()) {
                    at += out.write(from, at);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
