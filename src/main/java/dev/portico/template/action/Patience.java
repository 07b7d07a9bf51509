package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long a step waits, and how often it looked by itself: kept in its state from one look to the
/// next.
///
/// @param looks how often it looked before
/// @param expires when it has waited long enough; null for never
public record Patience(long looks, @Nullable Instant expires) {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;
    private static final String EXPIRES = "expires";
    private static final String LOOKS = "looks";

    /// Of a step that looks now; the end is counted from when it first waited. INVALID_INPUT for a
    /// timeout that is no span of time.
    ///
    /// @param timeout as `30m`; null for ever
    public static Patience of(@Nullable String timeout, ActionContext context) {
        JsonObject before = context.waited().orElse(JsonObject.EMPTY);
        long looks = before.value(LOOKS) instanceof Long count ? count : 0;
        if (timeout == null) {
            return new Patience(looks, null);
        }
        Duration span = TimeSpan.parse(timeout, "timeout");
        return new Patience(
                looks,
                before.text(EXPIRES)
                        .map(Instant::parse)
                        .orElseGet(() -> context.clock().instant().plus(span)));
    }

    /// The time until it looks again by itself, should the event that wakes it get lost: half a
    /// minute, then twice as long each time, up to 16 minutes.
    public Duration pause() {
        return SHORTEST.multipliedBy(1L << Math.min(looks, MOST_DOUBLINGS));
    }

    /// One more look was taken.
    public Patience looked() {
        return new Patience(looks + 1, expires);
    }

    /// The state of the step with what is to be kept of this.
    public JsonObject in(JsonObject state) {
        JsonObject kept = looks == 0 ? state : state.with(LOOKS, looks);
        return expires == null ? kept : kept.with(EXPIRES, expires.toString());
    }
}
