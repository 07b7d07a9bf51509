package dev.portico.template.action.wait;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Patience;
import dev.portico.template.action.TypedAction;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An action that only looks, in memory, whether something is so, and waits until it is.
abstract class WaitingAction<I extends Record, O extends Record> extends TypedAction<I, O> {
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
        Patience patience = Patience.of(timeout(input), context);
        Look<O> look = lookWhileTheIndexIsBuilt(input, context);
        if (look.output() != null) {
            return done(look.output());
        }
        if (context.dryRun()) {
            context.log("It would wait. " + look.reason());
            return Outcome.Done.NOTHING;
        }
        if (look.keys().isEmpty()) {
            return patience.soon(look.reason(), context);
        }
        return new Outcome.Waiting(
                patience.looked().in(JsonObject.EMPTY),
                look.keys(),
                context.clock().instant().plus(patience.pause()),
                patience.expires(),
                look.reason());
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
}
