package dev.portico.template.store;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes chunks of the content of files: small files share one, large ones take several.
final class ChunkWriter {
    private static final int CHUNK = 1 << 20;
    private static final int SMALL = CHUNK / 4;
    private static final int LEVEL = 3;

    /// Beyond that much, chunks are given away before all are made.
    private static final long HELD = 8 << 20;

    private final Set<String> stored;
    private final Consumer<Map<String, byte[]>> overflow;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, List<Manifest.Piece>> contents = new HashMap<>();
    private final Map<String, byte[]> fresh = new LinkedHashMap<>();
    private byte @Nullable [] open;
    private final List<Waiting> waiting = new ArrayList<>();
    private int filled;
    private long held;

    /// @param stored hashes of chunks that need not be made again
    /// @param overflow takes chunks, compressed, by hash
    ChunkWriter(Set<String> stored, Consumer<Map<String, byte[]>> overflow) {
        this.stored = stored;
        this.overflow = overflow;
    }

    /// A place of a small file in the chunk that is open, whose hash is not known yet.
    private record Waiting(String hash, int offset, int length) {}

    /// Takes content in that is kept already.
    void keep(Manifest known, Manifest.Entry entry, String hash) {
        List<Manifest.Piece> pieces = new ArrayList<>();
        for (Manifest.Piece piece : entry.pieces()) {
            int number = number(known.chunks().get(piece.chunk()));
            pieces.add(new Manifest.Piece(number, piece.offset(), piece.length()));
        }
        contents.putIfAbsent(hash, List.copyOf(pieces));
    }

    boolean has(String hash) {
        return contents.containsKey(hash);
    }

    /// Reads a file and takes its content in; answers its hash.
    String add(Path file, long size) throws IOException {
        return size <= SMALL ? addSmall(Files.readAllBytes(file)) : addLarge(file);
    }

    String addSmall(byte[] content) {
        String hash = hash(content, content.length);
        if (!contents.containsKey(hash)) {
            if (filled + content.length > CHUNK) {
                closeChunk();
            }
            if (content.length > CHUNK) {
                // it grew since its size was asked for
                contents.put(hash, List.of(large(content, content.length)));
                return hash;
            }
            if (open == null) {
                open = new byte[CHUNK];
            }
            System.arraycopy(content, 0, open, filled, content.length);
            waiting.add(new Waiting(hash, filled, content.length));
            contents.put(hash, List.of());
            filled += content.length;
        }
        return hash;
    }

    private String addLarge(Path file) throws IOException {
        MessageDigest whole = sha256();
        List<Manifest.Piece> pieces = new ArrayList<>();
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(buffer, 0, CHUNK);
                    read > 0;
                    read = in.readNBytes(buffer, 0, CHUNK)) {
                whole.update(buffer, 0, read);
                pieces.add(large(buffer, read));
            }
        }
        String hash = HexFormat.of().formatHex(whole.digest());
        contents.putIfAbsent(hash, List.copyOf(pieces));
        return hash;
    }

    private Manifest.Piece large(byte[] content, int length) {
        return new Manifest.Piece(chunk(content, length), 0, length);
    }

    private void closeChunk() {
        if (open == null || filled == 0) {
            return;
        }
        int number = chunk(open, filled);
        for (Waiting one : waiting) {
            contents.put(
                    one.hash(), List.of(new Manifest.Piece(number, one.offset(), one.length())));
        }
        waiting.clear();
        filled = 0;
    }

    private int chunk(byte[] content, int length) {
        String hash = hash(content, length);
        if (!stored.contains(hash) && !numbers.containsKey(hash)) {
            byte[] body = Zstd.compress(Arrays.copyOf(content, length), LEVEL);
            fresh.put(hash, body);
            held += body.length;
            if (held > HELD) {
                overflow.accept(Map.copyOf(fresh));
                fresh.clear();
                held = 0;
            }
        }
        return number(hash);
    }

    private int number(String hash) {
        return numbers.computeIfAbsent(hash, _ -> numbers.size());
    }

    /// All is taken in.
    Result finish() {
        closeChunk();
        return new Result(List.copyOf(numbers.keySet()), contents, fresh);
    }

    /// @param chunks hashes in the order of their numbers
    /// @param contents pieces by hash of the content
    /// @param fresh chunks that are not stored yet, compressed, by hash
    record Result(
            List<String> chunks,
            Map<String, List<Manifest.Piece>> contents,
            Map<String, byte[]> fresh) {}

    private static String hash(byte[] content, int length) {
        MessageDigest digest = sha256();
        digest.update(content, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
