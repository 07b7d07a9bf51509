package dev.portico.template.action.basic;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Waiting for a time to pass: a short one on the thread, a longer one without.
final class Pause {
    private static final Duration SHORT = Duration.ofSeconds(5);

    private Pause() {}

    static Outcome of(Duration time, ActionContext context) throws InterruptedException {
        Optional<String> until = context.waited().flatMap(state -> state.text("until"));
        if (until.isEmpty()) {
            context.log("Waiting for " + seconds(time) + " seconds");
            if (time.compareTo(SHORT) <= 0) {
                Thread.sleep(time);
                return Outcome.Done.NOTHING;
            }
        }
        Instant now = context.clock().instant();
        Instant end = until.map(Instant::parse).orElseGet(() -> now.plus(time));
        if (!now.isBefore(end)) {
            return Outcome.Done.NOTHING;
        }
        return new Outcome.Waiting(
                JsonObject.of(Map.of("until", end.toString())),
                Set.of(),
                end,
                null,
                "Waits until " + end + ".");
    }

    private static String seconds(Duration time) {
        String text = "%.3f".formatted(time.toMillis() / 1000.0);
        return text.replaceFirst("\\.?0+$", "");
    }
}
