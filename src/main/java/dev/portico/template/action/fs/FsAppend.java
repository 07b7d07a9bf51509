package dev.portico.template.action.fs;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// `fs:append`: adds a text at the end of a file.
@Singleton
final class FsAppend extends TypedAction<FsAppend.Input, FsAppend.Output> {
    record Input(
            @Describe("Path of the file in the workspace; it is made when it is not there.")
                    String path,
            @Describe("What is added at its end.") String content) {}

    record Output(@Describe("Path of the file in the workspace.") String path) {}

    FsAppend() {
        super(
                new About<>(
                        "fs:append",
                        List.of("roadiehq:utils:fs:append"),
                        "Adds a text at the end of a file of the workspace.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true,
                        List.of()));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path file = WorkspaceFiles.forWriting(context.workspace(), input.path());
        Files.writeString(
                file, input.content(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return done(new Output(WorkspaceFiles.name(context.workspace(), file)));
    }
}
