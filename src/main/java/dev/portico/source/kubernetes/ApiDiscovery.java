package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.kubernetes.read.Interest;
import dev.portico.source.kubernetes.read.ResourceKind;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks an API server which kinds it serves: in one answer where it can (since Kubernetes 1.26),
/// else group by group.
final class ApiDiscovery {
    private static final String AGGREGATED =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
                    + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
                    + ClusterConnection.JSON;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final ClusterConnection connection;
    private final Map<Interest, ResourceKind> found = new LinkedHashMap<>();

    private ApiDiscovery(ClusterConnection connection) {
        this.connection = connection;
    }

    /// Every kind that can be listed and watched, in the version its group prefers.
    static Map<Interest, ResourceKind> of(ClusterConnection connection)
            throws IOException, ApiRefusal, InterruptedException {
        ApiDiscovery discovery = new ApiDiscovery(connection);
        discovery.read("/api", List.of("v1"));
        discovery.read("/apis", List.of());
        return discovery.found;
    }

    private void read(String root, List<String> coreVersions)
            throws IOException, ApiRefusal, InterruptedException {
        JsonObject answer = connection.get(root, AGGREGATED, ANSWER);
        if (answer.text("kind").orElse("").equals("APIGroupDiscoveryList")) {
            answer.objects("items").forEach(this::aggregated);
            return;
        }
        for (String version : coreVersions) {
            resources("", version, ApiPath.of("", version));
        }
        for (JsonObject group : answer.objects("groups")) {
            String name = group.text("name").orElse("");
            for (JsonObject version : group.objects("versions")) {
                String v = version.text("version").orElse("");
                resources(name, v, ApiPath.of(name, v));
            }
        }
    }

    private void aggregated(JsonObject group) {
        String name = group.object("metadata").text("name").orElse("");
        for (JsonObject version : group.objects("versions")) {
            for (JsonObject resource : version.objects("resources")) {
                JsonObject kind = resource.object("responseKind");
                add(
                        new ResourceKind(
                                kind.text("group").filter(g -> !g.isEmpty()).orElse(name),
                                version.text("version").orElse(""),
                                kind.text("kind").orElse(""),
                                resource.text("resource").orElse(""),
                                resource.text("scope").orElse("").equals("Namespaced")),
                        resource.texts("verbs"));
            }
        }
    }

    private void resources(String group, String version, String path)
            throws IOException, InterruptedException {
        try {
            for (JsonObject resource : connection.get(path).objects("resources")) {
                add(
                        new ResourceKind(
                                group,
                                version,
                                resource.text("kind").orElse(""),
                                resource.text("name").orElse(""),
                                Boolean.TRUE.equals(resource.value("namespaced"))),
                        resource.texts("verbs"));
            }
        } catch (ApiRefusal e) {
            // an aggregated API whose server is down: its kinds are not served now
        }
    }

    private void add(ResourceKind kind, List<String> verbs) {
        if (verbs.contains("list") && verbs.contains("watch") && !kind.plural().contains("/")) {
            found.putIfAbsent(kind.interest(), kind);
        }
    }
}
