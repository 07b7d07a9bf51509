package dev.portico.api.graphql.type.task;

import org.eclipse.microprofile.graphql.Description;

/// [dev.portico.template.StepState.Status] by a name of its own in the schema.
@Description(
        "How a step is doing. UNKNOWN: nobody can tell whether it took effect; see resolveStep.")
public enum StepStatus {
    OPEN,
    PROCESSING,
    WAITING,
    UNKNOWN,
    COMPLETED,
    SKIPPED,
    FAILED,
    CANCELLED
}
