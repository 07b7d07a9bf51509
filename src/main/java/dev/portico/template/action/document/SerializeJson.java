package dev.portico.template.action.document;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:serialize:json`: a value as JSON.
@Singleton
final class SerializeJson extends TypedAction<SerializeJson.Input, SerializeJson.Output> {
    record Input(
            @Describe("The value to write.") Object data,
            @Describe("Keys to write; all without it.") @Nullable List<String> replacer,
            @Describe("What each level is indented by, as two spaces; in one line without it.")
                    @Nullable String space) {}

    record Output(@Describe("The JSON.") String serialized) {}

    SerializeJson() {
        super(
                new About<>(
                        "roadiehq:utils:serialize:json",
                        "Writes a value as JSON.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) {
        return done(new Output(JsonText.write(input.data(), input.replacer(), input.space())));
    }
}
