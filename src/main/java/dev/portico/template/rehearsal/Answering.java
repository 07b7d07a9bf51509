package dev.portico.template.rehearsal;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Outcome;
import java.io.IOException;
import java.util.Map;

/// An action that, in steps that are told what to answer, answers that and does nothing.
///
/// @param answers outputs by the id of the step
record Answering(Action action, Map<String, JsonObject> answers) implements Action {
    @Override
    public ActionInfo info() {
        return action.info();
    }

    @Override
    public Outcome run(JsonObject input, ActionContext context)
            throws IOException, InterruptedException {
        JsonObject answer = answers.get(context.stepId());
        return answer == null ? action.run(input, context) : new Outcome.Done(answer);
    }
}
