package dev.portico.api.graphql.type.task;

import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// The answer to running a template.
@Name("RunTemplatePayload")
@Description("The new task, or what the form does not allow.")
public record RunTemplatePayload(
        @Nullable @Description("The task; null when there are problems.") TaskNode task,
        @Description("What the form does not allow; empty when it was run.")
                List<@NonNull FormProblemNode> problems) {}
