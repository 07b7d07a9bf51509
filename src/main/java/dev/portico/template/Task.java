package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of a template.
///
/// @param spec what it was made from, in Backstage's form: `apiVersion`, `steps`, `output`,
///     `parameters`, `user`, `templateInfo`
/// @param output rendered; empty until it is completed
/// @param error why it failed; null else
/// @param made what its steps made outside
/// @param heartbeatAt when the node that runs it was last heard of; null before it ran
public record Task(
        UUID id,
        TaskState state,
        TaskInfo info,
        JsonObject spec,
        List<StepState> steps,
        JsonObject output,
        @Nullable String error,
        List<Made> made,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant heartbeatAt) {
    public Task {
        steps = List.copyOf(steps);
        made = List.copyOf(made);
    }
}
