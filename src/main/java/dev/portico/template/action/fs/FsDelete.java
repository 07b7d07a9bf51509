package dev.portico.template.action.fs;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `fs:delete`: deletes files and folders; what is not there is no failure.
@Singleton
final class FsDelete extends TypedAction<FsDelete.Input, TypedAction.Nothing> {
    record Input(
            @Describe("Paths or patterns of the files and folders to delete.")
                    List<String> files) {}

    FsDelete() {
        super(
                new About<>(
                        "fs:delete",
                        "Deletes files and folders of the workspace.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        for (String file : input.files()) {
            for (Path path : WorkspaceFiles.matching(context.workspace(), file)) {
                WorkspaceFiles.delete(context.workspace(), path);
                context.log(
                        "File "
                                + WorkspaceFiles.name(context.workspace(), path)
                                + " deleted successfully");
            }
        }
        return Outcome.Done.NOTHING;
    }
}
