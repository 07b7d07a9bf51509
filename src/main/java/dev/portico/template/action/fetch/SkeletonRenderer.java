package dev.portico.template.action.fetch;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Workspace;
import dev.portico.template.expression.ExpressionException;
import dev.portico.template.expression.Template;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Renders the files of a skeleton and their names into a folder of the workspace.
@Singleton
final class SkeletonRenderer {
    private final CompiledFiles compiled;
    private final FetchLimits limits;

    @Inject
    SkeletonRenderer(CompiledFiles compiled) {
        this(compiled, FetchLimits.USUAL);
    }

    SkeletonRenderer(CompiledFiles compiled, FetchLimits limits) {
        this.compiled = compiled;
        this.limits = limits;
    }

    /// Renders all of it. UNPROCESSABLE for what can't be rendered, with file, line and column;
    /// INVALID_INPUT for a name that leads out; TOO_LARGE.
    void render(Skeleton skeleton, Path target, Rendering rendering, ActionContext context)
            throws IOException, InterruptedException {
        List<Skeleton.Item> items = skeleton.items();
        limits.requireFiles(skeleton, items.size());
        context.log("Processing " + items.size() + " template files/directories with input values");
        Workspace workspace = context.workspace();
        Delivery delivery = new Delivery(workspace, target, skeleton, limits);
        for (Skeleton.Item item : items) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            String name = name(item, rendering);
            if (!isSkipped(name)) {
                deliver(item, skeleton, delivery, delivery.at(name), rendering);
            }
        }
        delivery.finish();
        context.log("Template result written to " + shown(workspace, target));
    }

    private static String shown(Workspace workspace, Path target) {
        String path = workspace.root().relativize(target).toString();
        return path.isEmpty() ? "the workspace" : path;
    }

    /// An empty name in a path, as a condition leaves it, drops the file.
    private static boolean isSkipped(String path) {
        return path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//");
    }

    private String name(Skeleton.Item item, Rendering rendering) {
        String path =
                item.kind() == Skeleton.Kind.FOLDER ? item.path() : rendering.name(item.path());
        if (path.indexOf('{') < 0) {
            return path;
        }
        Template template = compiled.name(path, rendering.style());
        try {
            return template.render(rendering.context());
        } catch (ExpressionException e) {
            throw CompiledFiles.failed(e, "the name of " + item.path());
        }
    }

    private void deliver(
            Skeleton.Item item,
            Skeleton skeleton,
            Delivery delivery,
            Path place,
            Rendering rendering)
            throws IOException {
        if (item.kind() == Skeleton.Kind.FOLDER) {
            delivery.folder(place);
            return;
        }
        if (!rendering.replace() && Delivery.exists(place)) {
            return;
        }
        boolean executable = item.kind() == Skeleton.Kind.EXECUTABLE;
        if (item.kind() == Skeleton.Kind.LINK) {
            delivery.link(place, new String(skeleton.content(item), StandardCharsets.UTF_8));
        } else if (rendering.renders(item.path())) {
            byte[] content =
                    content(
                            compiled.file(
                                    item.id(),
                                    item.path(),
                                    rendering.style(),
                                    () -> skeleton.content(item)),
                            item.path(),
                            rendering);
            delivery.file(place, content, executable);
        } else {
            delivery.file(place, skeleton.content(item), executable);
        }
    }

    /// What one file becomes.
    byte[] content(CompiledFiles.File file, String name, Rendering rendering) {
        Template template = file.template();
        if (template == null) {
            return file.content();
        }
        try {
            return template.render(rendering.context()).getBytes(StandardCharsets.UTF_8);
        } catch (ExpressionException e) {
            throw CompiledFiles.failed(e, name);
        }
    }

    /// What the content of one file becomes.
    byte[] render(byte[] content, String name, Rendering rendering) throws IOException {
        return content(
                compiled.file(null, name, rendering.style(), () -> content), name, rendering);
    }
}
