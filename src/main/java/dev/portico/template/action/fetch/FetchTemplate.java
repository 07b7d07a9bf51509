package dev.portico.template.action.fetch;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `fetch:template`: renders the files of a folder, and their names, into the workspace.
@Singleton
final class FetchTemplate extends TypedAction<FetchTemplate.Input, TypedAction.Nothing> {
    private final FetchOrigin origin;
    private final SkeletonRenderer renderer;

    record Input(
            @Describe("Path relative to the template, or address, of the folder.") String url,
            @Describe("Folder of the workspace it is put into; the workspace itself without it.")
                    @Nullable String targetPath,
            @Describe("What the files see as values.") @Nullable JsonObject values,
            @Describe("Ignored, as Backstage ignores it; use copyWithoutTemplating.")
                    @Nullable List<String> copyWithoutRender,
            @Describe(
                            "Patterns of files and folders that are copied as they are; only their"
                                    + " names are rendered.")
                    @Nullable List<String> copyWithoutTemplating,
            @Describe("Whether the files are written as for Cookiecutter.")
                    @Nullable Boolean cookiecutterCompat,
            @Describe(
                            value =
                                    "Ending of the files that are rendered, and that they lose;"
                                            + " true for .njk. Without it all are rendered.",
                            types = {"string", "boolean"})
                    @Nullable Object templateFileExtension,
            @Describe("Whether files that are there already are overwritten; they stay without it.")
                    @Nullable Boolean replace,
            @Describe("Whether the line break behind a tag is dropped.")
                    @Nullable Boolean trimBlocks,
            @Describe("Whether white space before a tag at the begin of a line is dropped.")
                    @Nullable Boolean lstripBlocks,
            @Describe("Token to sign in with instead of the host's own.") @Nullable String token) {}

    FetchTemplate(FetchOrigin origin, SkeletonRenderer renderer) {
        super(
                new About<>(
                        "fetch:template",
                        "Renders the files of a folder, and their names, into the workspace.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
        this.origin = origin;
        this.renderer = renderer;
    }

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        Rendering rendering =
                Rendering.of(
                        input.values() == null ? JsonObject.EMPTY : input.values(),
                        new Languages.Style(
                                Boolean.TRUE.equals(input.cookiecutterCompat()),
                                Boolean.TRUE.equals(input.trimBlocks()),
                                Boolean.TRUE.equals(input.lstripBlocks())),
                        input.copyWithoutTemplating(),
                        input.templateFileExtension(),
                        Boolean.TRUE.equals(input.replace()));
        if (input.copyWithoutRender() != null) {
            context.log(
                    "copyWithoutRender is ignored, as Backstage ignores it; use"
                            + " copyWithoutTemplating.");
        }
        context.log("Fetching template content from remote URL");
        Path target = Targets.folder(context.workspace(), input.targetPath());
        var request = new FetchOrigin.Request(input.url(), input.token(), context);
        try (Skeleton skeleton = origin.folder(request)) {
            renderer.render(skeleton, target, rendering, context);
        }
        return Outcome.Done.NOTHING;
    }
}
