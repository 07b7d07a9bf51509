package dev.portico.template.action.fs;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `fs:write`: writes a text to a file.
@Singleton
final class FsWrite extends TypedAction<FsWrite.Input, FsWrite.Output> {
    record Input(
            @Describe("Path of the file in the workspace; folders on the way are made.")
                    String path,
            @Describe("What is to stand in the file.") String content,
            @Describe("Whether JSON is written over several lines, indented by two spaces.")
                    @Nullable Boolean preserveFormatting) {}

    record Output(@Describe("Path of the file in the workspace.") String path) {}

    FsWrite() {
        super(
                new About<>(
                        "fs:write",
                        List.of("roadiehq:utils:fs:write", "harmonix:fs:write"),
                        "Writes a text to a file of the workspace.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true,
                        List.of()));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path file = WorkspaceFiles.forWriting(context.workspace(), input.path());
        boolean pretty = Boolean.TRUE.equals(input.preserveFormatting());
        Files.writeString(file, pretty ? pretty(input.content()) : input.content());
        return done(new Output(WorkspaceFiles.name(context.workspace(), file)));
    }

    private static String pretty(String content) {
        try {
            return JsonValues.toJson(JsonValues.parse(content), "  ");
        } catch (PorticoException _) {
            return content;
        }
    }
}
