package dev.portico.template.action.fetch;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
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
import org.jspecify.annotations.Nullable;

/// `workspace:template:file`: renders a file of the workspace into another one.
@Singleton
final class WorkspaceTemplateFile
        extends TypedAction<WorkspaceTemplateFile.Input, TypedAction.Nothing> {
    private static final int FILE_LIMIT = 100_000_000;

    private final SkeletonRenderer renderer;

    record Input(
            @Describe("File of the workspace that is rendered.") String sourcePath,
            @Describe("Path of the file it becomes.") String targetPath,
            @Describe("What the file sees as values.") @Nullable JsonObject values,
            @Describe("Whether the file is written as for Cookiecutter.")
                    @Nullable Boolean cookiecutterCompat,
            @Describe("Whether a file that is there already is overwritten; it stays without it.")
                    @Nullable Boolean replace) {}

    WorkspaceTemplateFile(SkeletonRenderer renderer) {
        super(
                new About<>(
                        "workspace:template:file",
                        "Renders a file of the workspace into another one.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
        this.renderer = renderer;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path source = context.workspace().resolve(input.sourcePath());
        if (!Files.isRegularFile(source)) {
            throw PorticoException.notFound(
                    "There is no file '" + input.sourcePath() + "' in the workspace.");
        }
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
                                Boolean.TRUE.equals(input.cookiecutterCompat()), false, false),
                        null,
                        null,
                        true);
        byte[] content = FolderSkeleton.read(source, input.sourcePath(), FILE_LIMIT);
        Delivery.write(
                target,
                renderer.render(content, input.sourcePath(), rendering),
                Files.isExecutable(source));
        context.log("Template result written to " + input.targetPath());
        return Outcome.Done.NOTHING;
    }
}
