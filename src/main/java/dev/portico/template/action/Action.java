package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.util.Optional;

/// What a step can do. One bean for each; actions whose input and output are records extend
/// [TypedAction].
///
/// The engine calls an action on a virtual thread of its own, with an input that fits its schema.
/// Failures a person should read are `PorticoException`; its code says whether trying again may
/// help. A cancelled or timed out step is interrupted: blocking calls must let
/// `InterruptedException` through.
public interface Action {
    ActionInfo info();

    /// Does it, or tells what it waits for. When what it waited for may have come, it is called
    /// again with the same input and [ActionContext#waited()].
    Outcome run(JsonObject input, ActionContext context) throws IOException, InterruptedException;

    /// What may be done when a run with this input was cut off; most actions need not look at it.
    default Repeat repeat(JsonObject input) {
        return info().repeat();
    }

    /// Whether a run that was cut off took effect, and with what output; empty when it did not.
    /// Asked of `PROBEABLE` actions only.
    default Optional<JsonObject> probe(JsonObject input, ActionContext context)
            throws IOException, InterruptedException {
        return Optional.empty();
    }
}
