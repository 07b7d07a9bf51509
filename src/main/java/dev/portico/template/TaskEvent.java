package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/// Something that happened in a task, for those who watch it. Secrets are masked.
///
/// @param id grows within the task
/// @param body `message`, and as they apply `stepId`, `status`, `output`, `error`,
///     `recoverStrategy`, as Backstage's clients read it
public record TaskEvent(long id, UUID task, Type type, Instant createdAt, JsonObject body) {
    /// The types that Backstage's clients know; written in lower case.
    public enum Type {
        LOG,
        COMPLETION,
        CANCELLED,
        RECOVERED
    }
}
