package dev.portico.api.graphql.type.task;

import dev.portico.api.graphql.type.Json;
import dev.portico.template.TaskEvent;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Something that happened in a task.
@Name("TaskEvent")
@Description("Something that happened in a task. Secrets are masked.")
public record TaskEventNode(
        @Description("Grows within the task.") long id,
        @Description("What kind.") TaskEventType type,
        @Description("When.") OffsetDateTime createdAt,
        @Description("A line for people.") String message,
        @Nullable @Description("The step it is about; null for the whole task.") String step,
        @Description("All of it, as in Backstage's API.") JsonValue body) {
    public static TaskEventNode from(TaskEvent it) {
        return new TaskEventNode(
                it.id(),
                TaskEventType.valueOf(it.type().name()),
                it.createdAt().atOffset(ZoneOffset.UTC),
                it.body().text("message").orElse(""),
                it.body().text("stepId").orElse(null),
                Json.of(it.body()));
    }
}
