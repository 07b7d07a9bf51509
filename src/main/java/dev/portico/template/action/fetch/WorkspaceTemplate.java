package dev.portico.template.action.fetch;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
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

/// `workspace:template`: renders files of the workspace, and their names, into another folder of
/// it.
@Singleton
final class WorkspaceTemplate extends TypedAction<WorkspaceTemplate.Input, TypedAction.Nothing> {
    private static final int FILE_LIMIT = 100_000_000;

    private final SkeletonRenderer renderer;

    record Input(
            @Describe("Folder of the workspace that is rendered.") String sourcePath,
            @Describe("Folder of the workspace it is put into; neither may lie in the other.")
                    String targetPath,
            @Describe("What the files see as values.") @Nullable JsonObject values,
            @Describe(
                            "Patterns of files and folders that are copied as they are; only their"
                                    + " names are rendered.")
                    List<String> copyWithoutTemplating,
            @Describe("Whether the files are written as for Cookiecutter.")
                    @Nullable Boolean cookiecutterCompat,
            @Describe(
                            value =
                                    "Ending of the files that are rendered, and that they lose;"
                                            + " true for .njk. Without it all are rendered.",
                            types = {"string", "boolean"})
                    @Nullable Object templateFileExtension,
            @Describe("Whether files that are there already are overwritten; they stay without it.")
                    @Nullable Boolean replace) {}

    WorkspaceTemplate(SkeletonRenderer renderer) {
        super(
                new About<>(
                        "workspace:template",
                        "Renders a folder of the workspace into another one.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
        this.renderer = renderer;
    }

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        Path source = context.workspace().resolve(input.sourcePath());
        if (!Files.isDirectory(source)) {
            throw PorticoException.notFound(
                    "There is no folder '" + input.sourcePath() + "' in the workspace.");
        }
        source = source.toRealPath();
        Path target = Targets.folder(context.workspace(), input.targetPath());
        if (target.startsWith(source) || source.startsWith(target)) {
            throw PorticoException.invalid("targetPath must not be within template path.");
        }
        List<String> untouched = input.copyWithoutTemplating();
        Rendering rendering =
                Rendering.of(
                        input.values() == null ? JsonObject.EMPTY : input.values(),
                        new Languages.Style(
                                Boolean.TRUE.equals(input.cookiecutterCompat()), false, false),
                        // it must be given, also where the ending decides
                        untouched.isEmpty() ? null : untouched,
                        input.templateFileExtension(),
                        Boolean.TRUE.equals(input.replace()));
        try (Skeleton skeleton = new FolderSkeleton(source, input.sourcePath(), FILE_LIMIT)) {
            renderer.render(skeleton, target, rendering, context);
        }
        return Outcome.Done.NOTHING;
    }
}
