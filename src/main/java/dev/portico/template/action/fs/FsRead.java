package dev.portico.template.action.fs;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.Yaml;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `fs:read`: the content of a file, as text or as the value it says.
@Singleton
final class FsRead extends TypedAction<FsRead.Input, FsRead.Output> {
    record Input(
            @Describe("Path of the file in the workspace.") String path,
            @Describe(
                            value =
                                    "How the content is read; multiyaml makes a list of all"
                                            + " documents. Without it the content is the text.",
                            oneOf = {"yaml", "json", "multiyaml"})
                    @Nullable String parser) {}

    record Output(@Describe("The text, or the value it was read as.") @Nullable Object content) {}

    FsRead() {
        super(
                new About<>(
                        "fs:read",
                        List.of("roadiehq:utils:fs:parse"),
                        "Reads a file of the workspace.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true,
                        List.of()));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        String text = WorkspaceFiles.text(context.workspace(), input.path());
        Map<String, @Nullable Object> output = new HashMap<>();
        try {
            output.put("content", parse(text, input.parser()));
        } catch (PorticoException e) {
            throw new PorticoException(e.code(), input.path() + ": " + e.text(), e);
        }
        return new Outcome.Done(JsonObject.of(output));
    }

    private static @Nullable Object parse(String text, @Nullable String parser) {
        return switch (parser) {
            case null -> text;
            case "json" -> JsonValues.parse(text);
            case "yaml" -> Yaml.read(text);
            case "multiyaml" -> Yaml.readAll(text);
            default ->
                    throw PorticoException.invalid(
                            "there is no parser "
                                    + parser
                                    + "; it may be yaml, json or multiyaml.");
        };
    }
}
