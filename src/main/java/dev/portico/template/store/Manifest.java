package dev.portico.template.store;

import com.github.luben.zstd.Zstd;
import dev.portico.platform.json.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a workspace holds, by path; folders before what is in them.
///
/// @param chunks hashes, as hex digits, of the chunks that entries refer to by their place here
record Manifest(List<String> chunks, List<Entry> entries) {
    static final Manifest EMPTY = new Manifest(List.of(), List.of());

    private static final int LEVEL = 3;

    Manifest {
        chunks = List.copyOf(chunks);
        entries = List.copyOf(entries);
    }

    enum Kind {
        UNKNOWN,
        FILE,
        FOLDER,
        LINK
    }

    /// @param path with slashes, from the workspace
    /// @param mode permissions of a file as octal digits say them, as `0644`
    /// @param target where a link leads
    /// @param hash of a file's content, as hex digits
    /// @param pieces of a file's content, in order
    record Entry(
            String path,
            Kind kind,
            int mode,
            @Nullable String target,
            @Nullable String hash,
            List<Piece> pieces) {
        Entry {
            pieces = List.copyOf(pieces);
        }

        static Entry file(String path, int mode, String hash, List<Piece> pieces) {
            return new Entry(path, Kind.FILE, mode, null, hash, pieces);
        }

        Entry withoutPieces() {
            return new Entry(path, kind, mode, target, hash, List.of());
        }

        static Entry folder(String path) {
            return new Entry(path, Kind.FOLDER, 0, null, null, List.of());
        }

        static Entry link(String path, String target) {
            return new Entry(path, Kind.LINK, 0, target, null, List.of());
        }
    }

    /// @param chunk place in [Manifest#chunks()]
    record Piece(int chunk, int offset, int length) {}

    byte[] toBytes() {
        return Zstd.compress(JsonRecords.toJson(this).getBytes(StandardCharsets.UTF_8), LEVEL);
    }

    static Manifest read(byte[] bytes) {
        return JsonRecords.read(
                Manifest.class, new String(decompress(bytes), StandardCharsets.UTF_8));
    }

    static byte[] decompress(byte[] bytes) {
        return Zstd.decompress(bytes, Math.toIntExact(Zstd.getFrameContentSize(bytes)));
    }
}
