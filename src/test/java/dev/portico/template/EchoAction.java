package dev.portico.template;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import jakarta.inject.Singleton;
import java.util.List;

/// `test:echo`: gives back the text it gets, says it made an entity where one is named, and fails
/// when the text is `fail`.
@Singleton
public final class EchoAction implements Action {
    private static final ActionInfo INFO =
            new ActionInfo(
                    "test:echo",
                    List.of(),
                    "Gives back a text.",
                    JsonObject.parse(
                            "{\"type\":\"object\",\"required\":[\"text\"],\"properties\":{"
                                    + "\"text\":{\"type\":\"string\"},"
                                    + "\"makes\":{\"type\":\"string\"}}}"),
                    JsonObject.parse(
                            "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}"),
                    Repeat.PURE,
                    true,
                    List.of(new ActionInfo.Example("Hello", "steps: [{action: test:echo}]")));

    @Override
    public ActionInfo info() {
        return INFO;
    }

    @Override
    public Outcome run(JsonObject input, ActionContext context) {
        String text = input.text("text").orElse("");
        if (text.equals("fail")) {
            throw PorticoException.invalid("The text is 'fail'.");
        }
        context.log("It says " + text + ".");
        input.text("makes").ifPresent(ref -> context.made(new Made(Made.Type.ENTITY, ref, null)));
        return new Outcome.Done(JsonObject.EMPTY.with("text", text));
    }
}
