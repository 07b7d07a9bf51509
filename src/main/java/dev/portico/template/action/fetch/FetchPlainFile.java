package dev.portico.template.action.fetch;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.fs.WorkspaceFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `fetch:plain:file`: copies one file as it is; what is there already is overwritten.
@Singleton
final class FetchPlainFile extends TypedAction<FetchPlainFile.Input, TypedAction.Nothing> {
    private final FetchOrigin origin;

    record Input(
            @Describe("Path relative to the template, or address, of the file.") String url,
            @Describe("Path of the file in the workspace.") String targetPath,
            @Describe("Token to sign in with instead of the host's own.") @Nullable String token) {}

    FetchPlainFile(FetchOrigin origin) {
        super(
                new About<>(
                        "fetch:plain:file",
                        "Copies a file into the workspace as it is.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
        this.origin = origin;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        context.log("Fetching plain content from remote URL");
        Path target = WorkspaceFiles.forWriting(context.workspace(), input.targetPath());
        FetchOrigin.Content content =
                origin.file(new FetchOrigin.Request(input.url(), input.token(), context));
        Delivery.write(target, content.bytes(), content.executable());
        return Outcome.Done.NOTHING;
    }
}
