package dev.portico.api.graphql.type.task;

import dev.portico.api.graphql.type.Json;
import dev.portico.api.graphql.type.Times;
import dev.portico.model.EntityRef;
import dev.portico.template.Task;
import dev.portico.template.TaskState;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A run of a template.
@Name("Task")
@Description("A run of a template.")
public final class TaskNode {
    private final Task task;

    public TaskNode(Task task) {
        this.task = task;
    }

    public Task task() {
        return task;
    }

    /// The identity, parsed.
    public UUID uuid() {
        return task.id();
    }

    /// The template, parsed; null for a dry run's.
    @Nullable
    public EntityRef template() {
        return task.info().template();
    }

    @Id
    @Description("The same as in Backstage's API.")
    public String getId() {
        return task.id().toString();
    }

    @Description("What it is doing. WAITING and UNKNOWN are processing in Backstage's API.")
    public TaskState getState() {
        return task.state();
    }

    @Description("Who runs it, as user:default/ann.")
    public String getCreatedBy() {
        return task.info().createdBy();
    }

    @Description("When it was made.")
    public OffsetDateTime getCreatedAt() {
        return task.createdAt().atOffset(ZoneOffset.UTC);
    }

    @Nullable
    @Description("When it ended; null while it has not.")
    public OffsetDateTime getEndedAt() {
        return Times.at(task.endedAt());
    }

    @Nullable
    @Description("Ref of the template.")
    public String getTemplateRef() {
        return template() == null ? null : template().toString();
    }

    @Nullable
    @Description("The commit that the template was read at; null when it is not known.")
    public String getTemplateCommit() {
        return task.info().commit();
    }

    @Description("What was filled in, without secrets.")
    public JsonValue getParameters() {
        return Json.of(task.info().parameters());
    }

    @Description("Its steps, in order.")
    public List<@NonNull TaskStepNode> getSteps() {
        return task.steps().stream().map(TaskStepNode::from).toList();
    }

    @Description("What is shown at the end; empty until then.")
    public JsonValue getOutput() {
        return Json.of(task.output());
    }

    @Nullable
    @Description("Why it failed; null when it did not.")
    public String getError() {
        return task.error();
    }

    @Description("What it made outside.")
    public List<@NonNull MadeNode> getMade() {
        return task.made().stream().map(MadeNode::from).toList();
    }
}
