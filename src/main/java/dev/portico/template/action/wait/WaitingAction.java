package dev.portico.template.action.wait;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.TimeSpan;
import dev.portico.template.action.TypedAction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An action that only looks, in memory, whether something is so, and waits until it is.
abstract class WaitingAction<I extends Record, O extends Record> extends TypedAction<I, O> {
    /// Wake-ups are hints; without one it is looked so often.
    static final Duration LOOK = Duration.ofSeconds(30);

    /// While it can't be looked there is nothing that wakes.
    static final Duration LOOK_SOON = Duration.ofSeconds(1);

    private static final String EXPIRES = "expires";

    WaitingAction(About<I, O> about) {
        super(about);
    }

    /// What was seen.
    ///
    /// @param output null while it is not so
    /// @param keys that wake up when it may be
    /// @param reason why it is not so, in a sentence
    record Look<O>(@Nullable O output, Set<String> keys, String reason) {
        static <O> Look<O> yes(O output) {
            return new Look<>(output, Set.of(), "");
        }

        static <O> Look<O> notYet(Set<String> keys, String reason) {
            return new Look<>(null, keys, reason);
        }
    }

    /// Looks now.
    abstract Look<O> look(I input, ActionContext context) throws IOException, InterruptedException;

    /// How long it waits; null for ever.
    abstract @Nullable String timeout(I input);

    @Override
    protected final Outcome run(I input, ActionContext context)
            throws IOException, InterruptedException {
        @Nullable Instant expires = expires(timeout(input), context);
        Look<O> look = lookWhileTheIndexIsBuilt(input, context);
        if (look.output() != null) {
            return done(look.output());
        }
        if (context.dryRun()) {
            context.log("It would wait. " + look.reason());
            return Outcome.Done.NOTHING;
        }
        JsonObject state =
                expires == null
                        ? JsonObject.EMPTY
                        : JsonObject.EMPTY.with(EXPIRES, expires.toString());
        Duration pause = look.keys().isEmpty() ? LOOK_SOON : LOOK;
        return new Outcome.Waiting(
                state, look.keys(), context.clock().instant().plus(pause), expires, look.reason());
    }

    private Look<O> lookWhileTheIndexIsBuilt(I input, ActionContext context)
            throws IOException, InterruptedException {
        try {
            return look(input, context);
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            return Look.notYet(Set.of(), e.text());
        }
    }

    /// The end is counted from when it first waited.
    static @Nullable Instant expires(@Nullable String timeout, ActionContext context) {
        if (timeout == null) {
            return null;
        }
        Duration span = TimeSpan.parse(timeout, "timeout");
        return context.waited()
                .flatMap(state -> state.text(EXPIRES))
                .map(Instant::parse)
                .orElseGet(() -> context.clock().instant().plus(span));
    }
}
