package dev.portico.template;

import dev.portico.platform.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step as the template declares it, before anything is rendered.
///
/// @param id unique in the template; `step-1` and so on where none is given
/// @param name for people; the action where none is given
/// @param condition what `if` says: a text to render or a boolean; null without one
/// @param each what `each` says; null without one
/// @param timeout how long one attempt may take; null for the limit of all steps. Written
///     `portico.dev/timeout: 10m`
/// @param retry written `portico.dev/retry: {attempts: 3, backoff: 5s}`
/// @param tags of `backstage:permissions`
public record Step(
        String id,
        String name,
        String action,
        JsonObject input,
        @Nullable Object condition,
        @Nullable Object each,
        @Nullable Duration timeout,
        Retry retry,
        List<String> tags) {
    public Step {
        tags = List.copyOf(tags);
    }

    /// How often a step that failed for a reason that may pass is tried again.
    ///
    /// @param attempts all of them, at least 1
    /// @param backoff before the second; doubled before each further one
    public record Retry(int attempts, Duration backoff) {
        public static final Retry NONE = new Retry(1, Duration.ofSeconds(1));
    }
}
