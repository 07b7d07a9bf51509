package dev.portico.api.graphql.type.task;

import dev.portico.template.TaskState;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/// Which tasks are wanted.
@Input("TaskFilter")
@Description("Which tasks are wanted; what is left out takes all.")
public record TaskFilterInput(
        @Nullable @Description("Who runs them, as user:default/ann.")
                List<@NonNull String> createdBy,
        @Nullable @Description("What they are doing.") List<@NonNull TaskState> states,
        @Nullable @Description("Refs of their templates.") List<@NonNull String> templates,
        @Nullable @Description("Refs of things they made.") List<@NonNull String> made) {}
