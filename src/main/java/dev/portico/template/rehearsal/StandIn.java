package dev.portico.template.rehearsal;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Vocabulary.ActionDoc;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.engine.Examples;
import java.util.List;

/// Stands for an action that needs a server: takes what that takes, and answers an example.
final class StandIn implements Action {
    private final ActionInfo info;

    StandIn(ActionDoc action) {
        this.info =
                new ActionInfo(
                        action.id(),
                        List.of(),
                        action.description(),
                        action.input(),
                        action.output(),
                        Repeat.PURE,
                        true,
                        List.of());
    }

    @Override
    public ActionInfo info() {
        return info;
    }

    @Override
    public Outcome run(JsonObject input, ActionContext context) {
        context.log("Not run here: " + info.id() + " needs the portal; it answers an example.");
        return new Outcome.Done(Examples.of(info.output()));
    }
}
