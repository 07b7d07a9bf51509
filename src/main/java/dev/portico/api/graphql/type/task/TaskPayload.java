package dev.portico.api.graphql.type.task;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// The answer to what is done with a task.
@Name("TaskPayload")
@Description("The task as it is now.")
public record TaskPayload(@Description("The task.") TaskNode task) {}
