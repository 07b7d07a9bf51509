package dev.portico.query;

import dev.portico.catalog.FeedBatch;
import dev.portico.model.EntityRef;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/// Keeps documents in a file until their relations are known, so that a large catalog needs no
/// large heap. First written, then read once.
final class DocumentSpool implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final DataOutputStream out;
    private long size;

    DocumentSpool(Path file) throws IOException {
        this.file = file;
        this.out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void add(FeedBatch.State state) {
        try {
            out.writeUTF(state.ref().toString());
            out.writeLong(state.uid().getMostSignificantBits());
            out.writeLong(state.uid().getLeastSignificantBits());
            out.writeInt(state.document().length);
            out.write(state.document());
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() {
        return size;
    }

    void forEach(Consumer<FeedBatch.State> consumer) throws IOException {
        out.flush();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            for (long i = 0; i < size; i++) {
                EntityRef ref = EntityRef.parse(in.readUTF());
                UUID uid = new UUID(in.readLong(), in.readLong());
                consumer.accept(new FeedBatch.State(ref, uid, in.readNBytes(in.readInt())));
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
