package dev.portico.api.rest;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.Task;
import dev.portico.template.TaskEvent;
import dev.portico.template.Tasks;
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
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Events of a task as they come: in one answer, or as Server-Sent Events without ids, as
/// Backstage's clients read them. A stream is one virtual thread and ends with the task.
@Singleton
public final class TaskEventStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();

    private final Tasks tasks;
    private volatile boolean closing;

    TaskEventStreams(Tasks tasks) {
        this.tasks = tasks;
    }

    void stop(@Observes ShutdownEvent event) {
        closing = true;
    }

    /// Events behind an id, waiting up to 30 s for the first. For a task that has ended there is
    /// always one: how it did. NOT_FOUND.
    List<TaskEvent> await(UUID id, long after) throws InterruptedException {
        List<TaskEvent> there = there(id, after);
        return there.isEmpty() ? tasks.awaitEvents(id, after, PATIENCE) : there;
    }

    private List<TaskEvent> there(UUID id, long after) {
        List<TaskEvent> events = tasks.events(id, after);
        return events.isEmpty() && hasEnded(id) ? completion(id) : events;
    }

    private boolean hasEnded(UUID id) {
        return tasks.find(id).map(Task::state).filter(state -> state.isFinal()).isPresent();
    }

    private List<TaskEvent> completion(UUID id) {
        long after = 0;
        List<TaskEvent> page = tasks.events(id, after);
        while (!page.isEmpty()) {
            List<TaskEvent> ends = page.stream().filter(TaskEventStreams::isEnd).toList();
            if (!ends.isEmpty()) {
                return List.of(ends.getLast());
            }
            after = page.getLast().id();
            page = tasks.events(id, after);
        }
        return List.of();
    }

    private static boolean isEnd(TaskEvent event) {
        return event.type() == TaskEvent.Type.COMPLETION;
    }

    /// The first events are read before the answer begins, so that an unknown task is a 404.
    Response open(UUID id, long after, HttpServerResponse client) {
        List<TaskEvent> first = there(id, after);
        StreamingOutput body =
                out -> {
                    try {
                        new Stream(id, out, client).run(first, after);
                    } catch (IOException e) {
                        Log.debug("A stream of events ended with its client", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        return Response.ok(body, MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private final class Stream {
        private final UUID id;
        private final OutputStream out;
        private final HttpServerResponse client;
        private long spoke = System.nanoTime();

        Stream(UUID id, OutputStream out, HttpServerResponse client) {
            this.id = id;
            this.out = out;
            this.client = client;
        }

        void run(List<TaskEvent> first, long start) throws IOException, InterruptedException {
            List<TaskEvent> events = first;
            long after = start;
            say(": events of " + id + "\n\n");
            while (!closing && !client.closed()) {
                for (TaskEvent event : events) {
                    tell(event);
                    after = Math.max(after, event.id());
                }
                if (events.stream().anyMatch(TaskEventStreams::isEnd)) {
                    return;
                }
                if (System.nanoTime() - spoke > SILENCE_NANOS) {
                    say(": still here\n\n");
                }
                events = next(after);
            }
        }

        private List<TaskEvent> next(long after) throws IOException, InterruptedException {
            try {
                return tasks.awaitEvents(id, after, LOOK);
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.UNAVAILABLE) {
                    throw new IOException(e.text(), e);
                }
                say(": " + e.text() + "\n\n");
                Thread.sleep(LOOK);
                return List.of();
            }
        }

        private void tell(TaskEvent event) throws IOException {
            say(
                    "event: "
                            + event.type().name().toLowerCase(Locale.ROOT)
                            + "\ndata: "
                            + JsonValues.toJson(TaskJson.event(event))
                            + "\n\n");
        }

        private void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            spoke = System.nanoTime();
        }
    }
}
