package dev.portico.template.action.document;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.Yaml;
import dev.portico.platform.yaml.YamlStyle;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.fs.WorkspaceFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:merge`: puts data into a JSON or YAML file, by its ending. Comments of a YAML
/// file are lost.
@Singleton
final class MergeFile extends TypedAction<MergeFile.Input, MergeFile.Output> {
    record Input(
            @Describe("Path of a .json, .yaml or .yml file in the workspace.") String path,
            @Describe(
                            value = "What is put into it: an object, or the JSON or YAML of one.",
                            types = {"string", "object"})
                    Object content,
            @Describe(
                            "Whether lists get the elements they have not, instead of being merged place"
                                    + " by place.")
                    @Nullable Boolean mergeArrays,
            @Describe("Into which document of a YAML file with several it is put.")
                    @Nullable Field useDocumentIncludingField,
            @Describe("How YAML is written.") @Nullable YamlOptions options) {}

    record Field(
            @Describe("A key at the top of each document.") String key,
            @Describe("The value it has in the document that is meant.") String value) {}

    record Output(@Describe("Path of the file in the workspace.") String path) {}

    MergeFile() {
        super(
                new About<>(
                        "roadiehq:utils:merge",
                        "Merges data into a JSON or YAML file of the workspace.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path file = WorkspaceFiles.forWriting(context.workspace(), input.path());
        if (!Files.exists(file)) {
            throw PorticoException.notFound("The file " + input.path() + " does not exist.");
        }
        String text = WorkspaceFiles.text(context.workspace(), input.path());
        Merging merging = new Merging(Boolean.TRUE.equals(input.mergeArrays()));
        String name = input.path().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".json")) {
                @Nullable Object added =
                        input.content() instanceof String json
                                ? JsonValues.parse(json)
                                : input.content();
                Files.writeString(
                        file,
                        JsonValues.toJson(merging.merge(JsonValues.parse(text), added), "  "));
            } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                Files.writeString(file, yaml(text, merging, input));
            } else {
                throw PorticoException.invalid("only .json, .yaml and .yml files can be merged.");
            }
        } catch (PorticoException e) {
            throw Results.in(input.path(), e);
        }
        return done(new Output(WorkspaceFiles.name(context.workspace(), file)));
    }

    private static String yaml(String text, Merging merging, Input input) {
        @Nullable Object added =
                input.content() instanceof String yaml ? Yaml.read(yaml) : input.content();
        List<@Nullable Object> documents = Yaml.readAll(text);
        @Nullable Field field = input.useDocumentIncludingField();
        if (documents.isEmpty()) {
            throw PorticoException.invalid("it holds no document that could be merged into.");
        }
        if (documents.size() > 1 && field == null) {
            throw PorticoException.invalid(
                    "it holds several documents; say with useDocumentIncludingField which is"
                            + " meant.");
        }
        YamlStyle style = YamlOptions.style(input.options());
        List<String> written = new ArrayList<>();
        for (@Nullable Object document : documents) {
            boolean meant = documents.size() == 1 || (field != null && holds(document, field));
            written.add(Yaml.write(meant ? merging.merge(document, added) : document, style));
        }
        return String.join("---\n", written);
    }

    private static boolean holds(@Nullable Object document, Field field) {
        @Nullable Object value = document instanceof Map<?, ?> map ? map.get(field.key()) : null;
        if (!(value instanceof String) && !(value instanceof Number)) {
            throw PorticoException.invalid(
                    "the value at '"
                            + field.key()
                            + "', which useDocumentIncludingField names, must be a text or number"
                            + " in each document.");
        }
        return JsonValues.scalarText(value).equals(field.value());
    }
}
