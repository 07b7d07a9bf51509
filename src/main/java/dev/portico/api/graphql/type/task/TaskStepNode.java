package dev.portico.api.graphql.type.task;

import dev.portico.api.graphql.type.Json;
import dev.portico.api.graphql.type.Times;
import dev.portico.template.StepState;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// How a step is doing.
@Name("TaskStep")
@Description("A step of a task, and how it is doing.")
public record TaskStepNode(
        @Description("Unique in the template.") String id,
        @Description("For people.") String name,
        @Description("What it does.") String action,
        @Description("How it is doing.") StepStatus status,
        @Description("What later steps see of it; secrets are masked.") JsonValue output,
        @Nullable @Description("Why it waits, was skipped or failed.") String reason,
        @Description("How often it was begun.") int attempts,
        @Nullable @Description("When it was begun first.") OffsetDateTime startedAt,
        @Nullable @Description("When it ended.") OffsetDateTime endedAt) {
    static TaskStepNode from(StepState it) {
        return new TaskStepNode(
                it.id(),
                it.name(),
                it.action(),
                StepStatus.valueOf(it.status().name()),
                Json.of(it.output()),
                it.reason(),
                it.attempts(),
                Times.at(it.startedAt()),
                Times.at(it.endedAt()));
    }
}
