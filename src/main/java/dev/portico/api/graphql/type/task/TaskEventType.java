package dev.portico.api.graphql.type.task;

import org.eclipse.microprofile.graphql.Description;

/// [dev.portico.template.TaskEvent.Type] by a name of its own in the schema.
@Description("What kind of event it is.")
public enum TaskEventType {
    LOG,
    COMPLETION,
    CANCELLED,
    RECOVERED
}
