package dev.portico.template.action.cluster;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterApply;
import dev.portico.source.ClusterApply.Applied;
import dev.portico.source.ClusterApply.Request;
import dev.portico.template.Made;
import dev.portico.template.action.ActionContext;
import jakarta.inject.Singleton;
import java.util.List;

/// Applies objects for a step: tells its log and notes what was made. In a dry run the cluster is
/// not asked at all.
@Singleton
final class Applying {
    private final ClusterApply clusters;

    Applying(ClusterApply clusters) {
        this.clusters = clusters;
    }

    /// Throws as [ClusterApply#apply] does.
    List<Applied> apply(Request request, ActionContext context) throws InterruptedException {
        if (context.dryRun()) {
            for (JsonObject object : request.objects()) {
                context.log(
                        "It would apply "
                                + Manifests.title(object)
                                + (request.cluster() == null ? "." : " to " + request.cluster()));
            }
            return List.of();
        }
        return clusters.apply(request, applied -> note(applied, context));
    }

    private static void note(Applied applied, ActionContext context) {
        String place = applied.namespace().isEmpty() ? "" : applied.namespace() + "/";
        context.log(
                "Applied "
                        + applied.kind()
                        + " "
                        + place
                        + applied.name()
                        + " to "
                        + applied.cluster());
        context.made(
                new Made(
                        Made.Type.OBJECT,
                        String.join(
                                "/",
                                applied.cluster(),
                                applied.apiVersion(),
                                applied.kind(),
                                applied.namespace(),
                                applied.name()),
                        null));
    }

    /// Names of the clusters that take objects.
    List<String> open() {
        return clusters.open();
    }
}
