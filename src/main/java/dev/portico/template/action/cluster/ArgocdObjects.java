package dev.portico.template.action.cluster;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The objects that make Argo CD deploy a folder of a repository. Pure.
final class ArgocdObjects {
    private static final String API_VERSION = "argoproj.io/v1alpha1";

    private ArgocdObjects() {}

    /// An Application.
    ///
    /// @param revision branch, tag or commit
    /// @param label value of the label `backstage-name`; null for no label
    record App(
            String name,
            String project,
            String repoUrl,
            String path,
            String revision,
            @Nullable String label,
            String destination,
            String namespace) {}

    /// @param namespace that Argo CD lives in
    static JsonObject application(App app, String namespace) {
        Map<String, @Nullable Object> metadata = metadata(app.name(), namespace);
        if (app.label() != null && !app.label().isBlank()) {
            metadata.put("labels", Map.of("backstage-name", app.label()));
        }
        metadata.put("finalizers", List.of("resources-finalizer.argocd.argoproj.io"));
        Map<String, @Nullable Object> source = new LinkedHashMap<>();
        source.put("repoURL", app.repoUrl());
        source.put("path", app.path());
        source.put("targetRevision", app.revision());
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("project", app.project());
        spec.put("source", source);
        spec.put("destination", destination(app.destination(), app.namespace()));
        spec.put(
                "syncPolicy",
                Map.of(
                        "automated", Map.of("prune", true, "selfHeal", true),
                        "syncOptions", List.of("CreateNamespace=true")));
        return object("Application", metadata, spec);
    }

    /// A project that may deploy one repository into one namespace.
    ///
    /// @param namespace that Argo CD lives in
    static JsonObject project(App app, String namespace) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("sourceRepos", List.of(app.repoUrl()));
        spec.put("destinations", List.of(destination(app.destination(), app.namespace())));
        // for CreateNamespace
        spec.put("clusterResourceWhitelist", List.of(Map.of("group", "", "kind", "Namespace")));
        return object("AppProject", metadata(app.project(), namespace), spec);
    }

    private static Map<String, @Nullable Object> metadata(String name, String namespace) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        return metadata;
    }

    private static Map<String, @Nullable Object> destination(String server, String namespace) {
        Map<String, @Nullable Object> destination = new LinkedHashMap<>();
        destination.put("server", server);
        destination.put("namespace", namespace);
        return destination;
    }

    private static JsonObject object(
            String kind,
            Map<String, @Nullable Object> metadata,
            Map<String, @Nullable Object> spec) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("apiVersion", API_VERSION);
        object.put("kind", kind);
        object.put("metadata", metadata);
        object.put("spec", spec);
        return JsonObject.of(object);
    }
}
