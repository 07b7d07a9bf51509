package dev.portico.template.action.basic;

import dev.portico.platform.PorticoException;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.time.Duration;

/// `roadiehq:utils:sleep`: waits up to a day.
@Singleton
final class Sleep extends TypedAction<Sleep.Input, TypedAction.Nothing> {
    private static final double MAX_SECONDS = Duration.ofDays(1).toSeconds();

    record Input(@Describe("Seconds to wait.") double amount) {}

    Sleep() {
        super(
                new About<>(
                        "roadiehq:utils:sleep",
                        "Waits for some seconds, at most a day.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        false));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws InterruptedException {
        if (!(input.amount() >= 0 && input.amount() <= MAX_SECONDS)) {
            throw PorticoException.invalid(
                    "The amount of seconds to wait must be between 0 and "
                            + (long) MAX_SECONDS
                            + ", not "
                            + input.amount()
                            + ".");
        }
        return Pause.of(Duration.ofMillis((long) (input.amount() * 1000)), context);
    }
}
