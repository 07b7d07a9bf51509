package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The lines of an answer that goes on. The client's thread only hands over bytes and is asked for
/// more when they were taken, so a slow reader slows the server and nothing else.
final class ApiWatch implements AsyncBody.Consumer<List<ByteBuffer>>, AutoCloseable {
    private record Chunk(byte @Nullable [] bytes, @Nullable Throwable failure) {}

    private final BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    private final Queue<byte[]> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private volatile @Nullable AsyncBody body;
    private boolean ended;

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody source) {
        int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        byte[] bytes = new byte[size];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, at, length);
            at += length;
        }
        chunks.add(new Chunk(bytes, null));
    }

    void start(AsyncBody source) {
        body = source;
        source.done().whenComplete((_, failure) -> chunks.add(new Chunk(null, failure)));
        source.consume();
    }

    /// The next object; null at the end. Throws [IOException] when the connection broke.
    @Nullable JsonObject next() throws IOException, InterruptedException {
        while (lines.isEmpty()) {
            if (ended) {
                return null;
            }
            take(chunks.take());
        }
        return ClusterConnection.parse(lines.remove());
    }

    /// Everything that comes until the end, or as much as comes in time.
    byte[] rest(Duration timeout) throws InterruptedException {
        while (!ended) {
            Chunk chunk = chunks.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (chunk == null || chunk.bytes == null) {
                break;
            }
            open.writeBytes(chunk.bytes);
            more();
        }
        return open.toByteArray();
    }

    private void take(Chunk chunk) throws IOException {
        if (chunk.bytes == null) {
            ended = true;
            if (chunk.failure != null) {
                throw new IOException("The connection broke.", chunk.failure);
            }
            return;
        }
        int start = 0;
        for (int i = 0; i < chunk.bytes.length; i++) {
            if (chunk.bytes[i] == '\n') {
                open.write(chunk.bytes, start, i - start);
                if (open.size() > 0) {
                    lines.add(open.toByteArray());
                }
                open.reset();
                start = i + 1;
            }
        }
        open.write(chunk.bytes, start, chunk.bytes.length - start);
        more();
    }

    private void more() {
        AsyncBody source = body;
        if (source != null) {
            source.consume();
        }
    }

    @Override
    public void close() {
        AsyncBody source = body;
        if (source != null) {
            source.cancel();
        }
        chunks.add(new Chunk(null, null));
    }
}
