package dev.portico.api.rest;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import dev.portico.template.StepState;
import dev.portico.template.Task;
import dev.portico.template.TaskEvent;
import dev.portico.template.TaskState;
import dev.portico.template.Tasks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tasks and their events as Backstage's clients read them.
final class TaskJson {
    /// What a task is doing where Backstage has no word for it.
    private static final String STATE = "portico.dev/state";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private TaskJson() {}

    static Map<String, @Nullable Object> task(Task task) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", task.id().toString());
        json.put("spec", task.spec());
        String status = status(task.state());
        json.put("status", status);
        json.put("createdAt", time(task.createdAt()));
        if (task.heartbeatAt() != null) {
            json.put("lastHeartbeatAt", time(task.heartbeatAt()));
        }
        json.put("createdBy", task.info().createdBy());
        String state = lower(task.state());
        if (!state.equals(status)) {
            json.put(STATE, state);
            task.steps().stream()
                    .filter(TaskJson::isWaiting)
                    .findFirst()
                    .ifPresent(step -> json.put("portico.dev/waiting", waiting(step)));
        }
        return json;
    }

    private static boolean isWaiting(StepState step) {
        return step.status() == StepState.Status.WAITING
                || step.status() == StepState.Status.UNKNOWN;
    }

    private static Map<String, @Nullable Object> waiting(StepState step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("stepId", step.id());
        json.put("reason", step.reason());
        return json;
    }

    /// A word that Backstage's clients know.
    static String status(TaskState state) {
        return switch (state) {
            case WAITING, UNKNOWN, PROCESSING -> "processing";
            case OPEN, COMPLETED, FAILED, CANCELLED -> lower(state);
        };
    }

    /// The states that clients mean by a word of theirs; empty for one that no task ever has.
    static Set<TaskState> states(String status) {
        return switch (status) {
            case "open" -> Set.of(TaskState.OPEN);
            case "processing" -> Set.of(TaskState.PROCESSING, TaskState.WAITING, TaskState.UNKNOWN);
            case "completed" -> Set.of(TaskState.COMPLETED);
            case "failed" -> Set.of(TaskState.FAILED);
            case "cancelled" -> Set.of(TaskState.CANCELLED);
            default -> Set.of();
        };
    }

    static Map<String, @Nullable Object> event(TaskEvent event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", event.id());
        json.put("taskId", event.task().toString());
        json.put("type", event.type().name().toLowerCase(Locale.ROOT));
        json.put("createdAt", time(event.createdAt()));
        json.put("body", event.body());
        return json;
    }

    static Map<String, @Nullable Object> dryRun(Tasks.DryRun run) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("log", run.log().stream().map(body -> Map.of("body", body)).toList());
        json.put("directoryContents", run.files().stream().map(TaskJson::file).toList());
        json.put("output", run.output());
        json.put("steps", run.steps().stream().map(TaskJson::step).toList());
        return json;
    }

    private static Map<String, Object> file(Tasks.File file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", file.path());
        json.put("executable", file.executable());
        json.put("base64Content", Base64.getEncoder().encodeToString(file.content()));
        return json;
    }

    private static Map<String, @Nullable Object> step(Step step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", step.id());
        json.put("name", step.name());
        json.put("action", step.action());
        json.put("input", step.input());
        if (step.condition() != null) {
            json.put("if", step.condition());
        }
        if (step.each() != null) {
            json.put("each", step.each());
        }
        return json;
    }

    /// An answer with the whole of a list of tasks.
    static Map<String, @Nullable Object> page(List<Task> tasks, long total) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("tasks", tasks.stream().map(TaskJson::task).toList());
        json.put("totalTasks", total);
        return json;
    }

    static JsonObject secrets(JsonBody body) {
        JsonObject secrets = body.object("secrets");
        if (secrets == null) {
            return JsonObject.EMPTY;
        }
        secrets.fields()
                .forEach(
                        (name, value) -> {
                            if (!(value instanceof String)) {
                                throw JsonBody.wrong("secrets/" + name, "string");
                            }
                        });
        return secrets;
    }

    private static String lower(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
