package dev.portico.template;

import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks in memory that do nothing by themselves; what was asked is kept.
public final class FakeTasks implements Tasks {
    public static final Instant AT = Instant.parse("2026-03-01T12:00:00.5Z");

    public final List<String> calls = new ArrayList<>();
    public @Nullable TaskFilter filter;

    private final Map<UUID, Task> tasks = new LinkedHashMap<>();
    private final Map<UUID, List<TaskEvent>> events = new LinkedHashMap<>();

    /// Adds a task in a state.
    public Task add(TaskState state, StepState... steps) {
        UUID id = UUID.randomUUID();
        TaskInfo info =
                new TaskInfo(
                        id,
                        EntityRef.parse("template:default/service"),
                        null,
                        "c0ffee",
                        "user:default/ann",
                        JsonObject.EMPTY,
                        JsonObject.EMPTY);
        Task task =
                new Task(
                        id,
                        state,
                        info,
                        JsonObject.parse("{\"apiVersion\":\"scaffolder.backstage.io/v1beta3\"}"),
                        List.of(steps),
                        JsonObject.EMPTY,
                        null,
                        List.of(),
                        AT,
                        null,
                        null);
        tasks.put(id, task);
        events.put(id, new ArrayList<>());
        return task;
    }

    /// A step in a state.
    public static StepState step(String id, StepState.Status status, @Nullable String reason) {
        return new StepState(0, id, id, "debug:log", status, JsonObject.EMPTY, reason, 1, AT, null);
    }

    /// Adds an event to a task; answers its id.
    public synchronized long tell(UUID task, TaskEvent.Type type, String message) {
        List<TaskEvent> of = known(task);
        long id = of.size() + 1L;
        of.add(new TaskEvent(id, task, type, AT, JsonObject.EMPTY.with("message", message)));
        notifyAll();
        return id;
    }

    @Override
    public UUID create(EntityRef template, JsonObject values, JsonObject secrets, Viewer viewer) {
        calls.add("create " + template + " " + values + " " + secrets + " " + viewer.name());
        return add(TaskState.OPEN).id();
    }

    @Override
    public Optional<Task> find(UUID id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public TaskPage query(TaskFilter wanted) {
        filter = wanted;
        return new TaskPage(List.copyOf(tasks.values()), tasks.size());
    }

    @Override
    public synchronized List<TaskEvent> events(UUID id, long after) {
        return known(id).stream().filter(event -> event.id() > after).toList();
    }

    @Override
    public synchronized List<TaskEvent> awaitEvents(UUID id, long after, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<TaskEvent> found = events(id, after);
        while (found.isEmpty() && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            found = events(id, after);
        }
        return found;
    }

    private List<TaskEvent> known(UUID id) {
        List<TaskEvent> of = events.get(id);
        if (of == null) {
            throw PorticoException.notFound("There is no task " + id + ".");
        }
        return of;
    }

    @Override
    public void cancel(UUID id, Viewer viewer) {
        known(id);
        calls.add("cancel " + viewer.name());
    }

    @Override
    public void retry(UUID id, JsonObject secrets, Viewer viewer) {
        if (tasks.get(id).state() == TaskState.PROCESSING) {
            throw new PorticoException(ErrorCode.CONFLICT, "The task has not ended.");
        }
        calls.add("retry " + secrets + " " + viewer.name());
    }

    @Override
    public void decide(
            UUID id, String step, boolean approved, @Nullable String comment, Viewer viewer) {
        known(id);
        calls.add("decide " + step + " " + approved + " " + comment + " " + viewer.name());
    }

    @Override
    public void resolve(
            UUID id, String step, Resolution resolution, JsonObject output, Viewer viewer) {
        calls.add("resolve " + step + " " + resolution + " " + output + " " + viewer.name());
    }

    @Override
    public void callback(UUID id, String step, String token, JsonObject answer) {
        calls.add("callback " + step + " " + token + " " + answer);
    }

    @Override
    public DryRun dryRun(DryRunRequest request, Viewer viewer) {
        calls.add("dryRun " + request.values() + " " + request.files().size());
        return new DryRun(
                List.of(JsonObject.parse("{\"message\":\"Starting up task with 1 steps\"}")),
                JsonObject.EMPTY,
                request.template().steps(),
                request.files());
    }

    @Override
    public void wake(Set<String> keys) {
        calls.add("wake " + keys);
    }
}
