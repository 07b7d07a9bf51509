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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:json:merge`: puts data into a JSON file, which is made when it is not there.
@Singleton
final class MergeJson extends TypedAction<MergeJson.Input, MergeJson.Output> {
    private static final Pattern FIRST_INDENT = Pattern.compile("\\n([ \\t]+)\\S");
    private static final String USUAL = "  ";

    record Input(
            @Describe("Path of the file in the workspace.") String path,
            @Describe(
                            value = "What is put into it: an object, or the JSON of one.",
                            types = {"string", "object"})
                    Object content,
            @Describe(
                            "Whether lists get the elements they have not, instead of being merged place"
                                    + " by place.")
                    @Nullable Boolean mergeArrays,
            @Describe("Whether the file keeps its indentation; two spaces without it.")
                    @Nullable Boolean matchFileIndent) {}

    record Output(@Describe("Path of the file in the workspace.") String path) {}

    MergeJson() {
        super(
                new About<>(
                        "roadiehq:utils:json:merge",
                        "Merges data into a JSON file of the workspace.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path file = WorkspaceFiles.forWriting(context.workspace(), input.path());
        String text = "{}";
        if (Files.exists(file)) {
            text = WorkspaceFiles.text(context.workspace(), input.path());
        } else {
            context.log("The file " + input.path() + " does not exist, creating it.");
        }
        @Nullable Object old;
        try {
            old = JsonValues.parse(text);
        } catch (PorticoException e) {
            throw Results.in(input.path(), e);
        }
        @Nullable Object added =
                input.content() instanceof String json ? JsonValues.parse(json) : input.content();
        boolean join = Boolean.TRUE.equals(input.mergeArrays());
        String indent = Boolean.TRUE.equals(input.matchFileIndent()) ? indent(text) : USUAL;
        Files.writeString(file, JsonValues.toJson(new Merging(join).merge(old, added), indent));
        return done(new Output(WorkspaceFiles.name(context.workspace(), file)));
    }

    private static String indent(String text) {
        Matcher first = FIRST_INDENT.matcher(text);
        return first.find() ? first.group(1) : USUAL;
    }
}
