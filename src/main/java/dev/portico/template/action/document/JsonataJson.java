package dev.portico.template.action.document;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.fs.WorkspaceFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:jsonata:json:transform`: JSONata on a JSON file.
@Singleton
final class JsonataJson extends TypedAction<JsonataJson.Input, JsonataJson.Output> {
    record Input(
            @Describe("Path of the JSON file in the workspace.") String path,
            @Describe("An expression in JSONata.") String expression,
            @Describe("Keys to write; all without it.") @Nullable List<String> replacer,
            @Describe("What each level is indented by, as two spaces; in one line without it.")
                    @Nullable String space,
            @Describe(
                            value = "Whether the result is text or the value itself.",
                            byDefault = "\"string\"",
                            oneOf = {"string", "object"})
                    String as) {}

    record Output(@Describe("What the expression answers.") @Nullable Object result) {}

    JsonataJson() {
        super(
                new About<>(
                        "roadiehq:utils:jsonata:json:transform",
                        "Asks or changes the value of a JSON file with a JSONata expression.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        @Nullable Object data;
        try {
            data = JsonValues.parse(WorkspaceFiles.text(context.workspace(), input.path()));
        } catch (PorticoException e) {
            throw Results.in(input.path(), e);
        }
        @Nullable Object result = JsonataEngine.evaluate(input.expression(), data);
        return Results.of(
                "result",
                input.as().equals("object")
                        ? result
                        : JsonText.write(result, input.replacer(), input.space()));
    }
}
