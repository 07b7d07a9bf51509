package dev.portico.template.action.fetch;

import dev.portico.platform.json.JsonObject;
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

/// `fetch:template:file`: renders one file into the workspace.
@Singleton
final class FetchTemplateFile extends TypedAction<FetchTemplateFile.Input, TypedAction.Nothing> {
    private final FetchOrigin origin;
    private final SkeletonRenderer renderer;

    record Input(
            @Describe("Path relative to the template, or address, of the file.") String url,
            @Describe("Path of the file in the workspace.") String targetPath,
            @Describe("What the file sees as values.") @Nullable JsonObject values,
            @Describe("Whether the file is written as for Cookiecutter.")
                    @Nullable Boolean cookiecutterCompat,
            @Describe("Whether a file that is there already is overwritten; it stays without it.")
                    @Nullable Boolean replace,
            @Describe("Whether the line break behind a tag is dropped.")
                    @Nullable Boolean trimBlocks,
            @Describe("Whether white space before a tag at the begin of a line is dropped.")
                    @Nullable Boolean lstripBlocks,
            @Describe("Token to sign in with instead of the host's own.") @Nullable String token) {}

    FetchTemplateFile(FetchOrigin origin, SkeletonRenderer renderer) {
        super(
                new About<>(
                        "fetch:template:file",
                        "Renders a file into the workspace.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
        this.origin = origin;
        this.renderer = renderer;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path target = WorkspaceFiles.forWriting(context.workspace(), input.targetPath());
        if (Delivery.exists(target) && !Boolean.TRUE.equals(input.replace())) {
            context.log(
                    "File " + input.targetPath() + " already exists in workspace, not replacing.");
            return Outcome.Done.NOTHING;
        }
        Rendering rendering =
                Rendering.of(
                        input.values() == null ? JsonObject.EMPTY : input.values(),
                        new Languages.Style(
                                Boolean.TRUE.equals(input.cookiecutterCompat()),
                                Boolean.TRUE.equals(input.trimBlocks()),
                                Boolean.TRUE.equals(input.lstripBlocks())),
                        null,
                        null,
                        true);
        context.log("Fetching template content from remote URL");
        FetchOrigin.Content content =
                origin.file(new FetchOrigin.Request(input.url(), input.token(), context));
        Delivery.write(
                target,
                renderer.render(content.bytes(), content.name(), rendering),
                content.executable());
        context.log("Template result written to " + input.targetPath());
        return Outcome.Done.NOTHING;
    }
}
