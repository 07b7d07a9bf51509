package dev.portico.template.action.basic;

import dev.portico.platform.PorticoException;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `debug:wait`: waits up to 10 minutes.
@Singleton
final class DebugWait extends TypedAction<DebugWait.Input, TypedAction.Nothing> {
    private static final double MAX_MILLIS = Duration.ofMinutes(10).toMillis();

    record Input(
            @Describe("Minutes to wait.") @Nullable Double minutes,
            @Describe("Seconds to wait, beside the minutes.") @Nullable Double seconds,
            @Describe("Milliseconds to wait, beside the others.") @Nullable Double milliseconds) {}

    DebugWait() {
        super(
                new About<>(
                        "debug:wait",
                        "Waits for some time, at most 10 minutes.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        false));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws InterruptedException {
        double millis =
                orZero(input.minutes()) * 60_000
                        + orZero(input.seconds()) * 1000
                        + orZero(input.milliseconds());
        if (!(millis >= 0 && millis <= MAX_MILLIS)) {
            throw PorticoException.invalid(
                    "Waiting duration is longer than the maximum threshold of 10 minutes, or"
                            + " negative.");
        }
        return Pause.of(Duration.ofMillis((long) millis), context);
    }

    private static double orZero(@Nullable Double number) {
        return number == null ? 0 : number;
    }
}
