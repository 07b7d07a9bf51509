package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.StepState;
import dev.portico.template.Task;
import dev.portico.template.store.StepRow;
import dev.portico.template.store.TaskRow;
import dev.portico.template.store.TaskTable;
import org.jspecify.annotations.Nullable;

/// Rows as others see them. Pure.
public final class TaskViews {
    private TaskViews() {}

    public static Task task(TaskTable.Whole whole) {
        TaskRow row = whole.task();
        JsonObject spec = JsonObject.parse(row.spec());
        return new Task(
                row.id(),
                row.state(),
                TaskSpec.info(row, spec),
                spec,
                whole.steps().stream().map(TaskViews::step).toList(),
                json(row.output()),
                row.error(),
                whole.made(),
                row.createdAt(),
                row.endedAt(),
                row.heartbeatAt());
    }

    private static StepState step(StepRow row) {
        return new StepState(
                row.number(),
                row.id(),
                row.name(),
                row.action(),
                row.status(),
                json(row.output()),
                row.reason(),
                row.attempts(),
                row.startedAt(),
                row.endedAt());
    }

    private static JsonObject json(@Nullable String text) {
        return text == null ? JsonObject.EMPTY : JsonObject.parse(text);
    }
}
