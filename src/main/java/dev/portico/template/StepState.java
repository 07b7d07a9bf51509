package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a step of a task is doing.
///
/// @param number from 0, in the order of the template
/// @param output empty until it is completed; secrets are masked
/// @param reason why it waits, was skipped or failed; null else
/// @param attempts how often it was begun
public record StepState(
        int number,
        String id,
        String name,
        String action,
        Status status,
        JsonObject output,
        @Nullable String reason,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {
    /// The states of a step.
    public enum Status {
        OPEN,
        PROCESSING,
        WAITING,
        UNKNOWN,
        COMPLETED,
        SKIPPED,
        FAILED,
        CANCELLED
    }
}
