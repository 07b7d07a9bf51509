package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How long a step waits, and how often it looked by itself: kept in its state from one look to the
/// next.
///
/// @param looks how often it looked before
/// @param expires when it has waited long enough; null for never
public record Patience(long looks, @Nullable Instant expires) {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(1);
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

    /// Waits for what nothing wakes up for: looks again in a second.
    ///
    /// @param reason what it waits for, in a sentence
    public Outcome.Waiting soon(String reason, ActionContext context) {
        return new Outcome.Waiting(
                in(JsonObject.EMPTY),
                Set.of(),
                context.clock().instant().plus(SOON),
                expires,
                reason);
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
