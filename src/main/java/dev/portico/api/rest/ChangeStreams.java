package dev.portico.api.rest;

import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.LoggedChange;
import dev.portico.notify.ChangeEvents;
import dev.portico.notify.CloudEvents;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Changes as Server-Sent Events. A stream is one virtual thread that reads the log at the speed
/// its client takes it, so a slow one holds one page of changes and delays nobody.
@Singleton
public final class ChangeStreams {
    private static final int SLICE = 100;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();

    private final ChangeEvents changes;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closing;

    ChangeStreams(ChangeEvents changes) {
        this.changes = changes;
        Metrics.gauge("portico.changes.streams", open);
    }

    void stop(@Observes ShutdownEvent event) {
        closing = true;
    }

    /// Which changes are told, and how.
    record Told(Predicate<LoggedChange> filter, CloudEvents events, CloudEvents.Data data) {}

    /// The first changes are read before the answer begins, so that a bad cursor gets its status.
    Response open(ChangeCursor after, Told told, HttpServerResponse client) {
        ChangeEvents.Slice first = changes.read(after, told.filter(), SLICE);
        StreamingOutput body =
                out -> {
                    open.incrementAndGet();
                    try {
                        new Stream(out, client, told).run(first);
                    } catch (IOException e) {
                        Log.debug("A stream of changes ended with its client", e);
                    } finally {
                        open.decrementAndGet();
                    }
                };
        return Response.ok(body, MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private final class Stream {
        private final OutputStream out;
        private final HttpServerResponse client;
        private final Told told;
        private long spoke = System.nanoTime();

        Stream(OutputStream out, HttpServerResponse client, Told told) {
            this.out = out;
            this.client = client;
            this.told = told;
        }

        void run(ChangeEvents.Slice first) throws IOException {
            say("retry: 2000\nid: " + first.next() + "\n\n");
            ChangeEvents.Slice slice = first;
            tell(slice);
            while (!closing && !client.closed()) {
                try {
                    if (!slice.more() && !changes.await(slice.next(), LOOK)) {
                        keepAlive();
                        continue;
                    }
                    ChangeEvents.Slice next = changes.read(slice.next(), told.filter(), SLICE);
                    boolean moved = !next.next().equals(slice.next());
                    slice = next;
                    if (moved) {
                        tell(slice);
                    }
                } catch (PorticoException e) {
                    if (e.code() != ErrorCode.UNAVAILABLE) {
                        say(": " + e.text() + "\n\n");
                        return;
                    }
                    say(": " + e.text() + "\n\n");
                    pause();
                }
            }
        }

        private void tell(ChangeEvents.Slice slice) throws IOException {
            for (LoggedChange change : slice.changes()) {
                out.write(("id: " + change.cursor() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
                out.write(told.events().event(change, told.data()));
                out.write('\n');
                out.write('\n');
            }
            // behind what did not fit, too, so that a reader who comes back need not pass it again
            say("id: " + slice.next() + "\n\n");
        }

        private void keepAlive() throws IOException {
            if (System.nanoTime() - spoke > SILENCE_NANOS) {
                say(": still here\n\n");
            }
        }

        private void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            spoke = System.nanoTime();
        }

        private void pause() {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
