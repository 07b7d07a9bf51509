package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Actions;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Actions made of lambdas, for tests of the engine.
final class FakeActions {
    private final List<Action> actions = new ArrayList<>();

    interface Body {
        Outcome run(JsonObject input, ActionContext context)
                throws IOException, InterruptedException;
    }

    interface Probe {
        Optional<JsonObject> run(JsonObject input, ActionContext context)
                throws IOException, InterruptedException;
    }

    FakeActions with(String id, Repeat repeat, Body body) {
        return with(info(id, repeat, true), body, (_, _) -> Optional.empty());
    }

    FakeActions with(ActionInfo info, Body body, Probe probe) {
        actions.add(
                new Action() {
                    @Override
                    public ActionInfo info() {
                        return info;
                    }

                    @Override
                    public Outcome run(JsonObject input, ActionContext context)
                            throws IOException, InterruptedException {
                        return body.run(input, context);
                    }

                    @Override
                    public Optional<JsonObject> probe(JsonObject input, ActionContext context)
                            throws IOException, InterruptedException {
                        return probe.run(input, context);
                    }
                });
        return this;
    }

    FakeActions with(Action action) {
        actions.add(action);
        return this;
    }

    static ActionInfo info(String id, Repeat repeat, boolean dryRun) {
        return new ActionInfo(
                id,
                List.of(),
                id,
                JsonObject.parse(
                        """
                        {"type": "object", "properties": {"name": {"type": "string"}}}
                        """),
                JsonObject.parse(
                        """
                        {"type": "object", "properties": {"url": {"type": "string"}, "n": {"type": "number"}}}
                        """),
                repeat,
                dryRun,
                List.of());
    }

    static Outcome done(String json) {
        return new Outcome.Done(JsonObject.parse(json));
    }

    Actions build() {
        return new Actions(actions, List.of());
    }
}
