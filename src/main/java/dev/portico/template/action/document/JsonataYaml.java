package dev.portico.template.action.document;

import dev.portico.platform.PorticoException;
import dev.portico.platform.yaml.Yaml;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.fs.WorkspaceFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:jsonata:yaml:transform`: JSONata on a YAML file.
@Singleton
final class JsonataYaml extends TypedAction<JsonataYaml.Input, JsonataYaml.Output> {
    record Input(
            @Describe("Path of the YAML file in the workspace.") String path,
            @Describe("An expression in JSONata.") String expression,
            @Describe("How the result is written.") @Nullable YamlOptions options,
            @Describe("Whether the file has several documents; the value is then their list.")
                    @Nullable Boolean loadAll,
            @Describe(
                            value = "Whether the result is text or the value itself.",
                            byDefault = "\"string\"",
                            oneOf = {"string", "object"})
                    String as) {}

    record Output(@Describe("What the expression answers.") @Nullable Object result) {}

    JsonataYaml() {
        super(
                new About<>(
                        "roadiehq:utils:jsonata:yaml:transform",
                        "Asks or changes the value of a YAML file with a JSONata expression.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        String text = WorkspaceFiles.text(context.workspace(), input.path());
        @Nullable Object data;
        try {
            data = Boolean.TRUE.equals(input.loadAll()) ? Yaml.readAll(text) : Yaml.read(text);
        } catch (PorticoException e) {
            throw Results.in(input.path(), e);
        }
        @Nullable Object result = JsonataEngine.evaluate(input.expression(), data);
        return Results.of(
                "result",
                input.as().equals("object")
                        ? result
                        : Yaml.write(result, YamlOptions.style(input.options())));
    }
}
