package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.source.kubernetes.read.Draft;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The Resource of type `kubernetes-cluster` that stands for a cluster itself.
final class ClusterEntity {
    /// Sorts before the locations of objects, so that what is said of a cluster here goes before
    /// what Applications of another make known of it.
    private static final String LOCATION_PREFIX = "kubernetes-cluster:";

    private static final String NOBODY = "unknown";

    private ClusterEntity() {}

    /// @param apiServer address of the API server; empty while it is not known
    static Draft of(ClusterSettings settings, String apiServer) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", settings.name());
        if (settings.title() != null) {
            metadata.put("title", settings.title());
        }
        Map<String, String> labels = new LinkedHashMap<>(new TreeMap<>(settings.labels()));
        put(labels, "portico.dev/cluster-provider", settings.provider());
        put(labels, "portico.dev/cluster-region", settings.region());
        put(labels, "portico.dev/cluster-role", settings.role());
        if (!labels.isEmpty()) {
            metadata.put("labels", labels);
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("backstage.io/kubernetes-cluster", settings.name());
        if (!apiServer.isEmpty()) {
            annotations.put("kubernetes.io/api-server", apiServer);
        }
        metadata.put("annotations", annotations);
        Map<String, @Nullable Object> entity = new LinkedHashMap<>();
        entity.put("apiVersion", "backstage.io/v1alpha1");
        entity.put("kind", "Resource");
        entity.put("metadata", metadata);
        entity.put(
                "spec",
                Map.of(
                        "type",
                        "kubernetes-cluster",
                        "owner",
                        settings.owner() == null ? NOBODY : settings.owner()));
        return new Draft(
                new ObjectKey("portico.dev", "Cluster", "", settings.name()),
                LOCATION_PREFIX + settings.name(),
                JsonObject.of(entity));
    }

    private static void put(Map<String, String> labels, String key, @Nullable String value) {
        if (value != null) {
            labels.putIfAbsent(key, value);
        }
    }
}
