package dev.portico.source.kubernetes.mapping;

import dev.portico.runtime.Workload;
import java.util.List;
import java.util.Map;

/// What a mapping decides on.
///
/// @param cluster name of the cluster
public record MappedWorkload(
        String cluster,
        Workload workload,
        Map<String, String> namespaceLabels,
        Map<String, String> namespaceAnnotations) {
    static final String EXCLUDED = "portico.dev/exclude-from-catalog";
    private static final List<String> OWNERS =
            List.of("portico.dev/owner", "terasky.backstage.io/owner", "backstage.io/owner");

    /// The variables of expressions.
    Map<String, Object> variables() {
        return Map.ofEntries(
                Map.entry("cluster", cluster),
                Map.entry("group", workload.key().group()),
                Map.entry("kind", workload.key().kind()),
                Map.entry("name", workload.key().name()),
                Map.entry("labels", workload.labels()),
                Map.entry("annotations", workload.annotations()),
                Map.entry("version", workload.version()),
                Map.entry("images", workload.images().stream().map(it -> it.name()).toList()),
                Map.entry("hosts", workload.hosts()),
                Map.entry(
                        "ns",
                        Map.of(
                                "name",
                                workload.key().namespace(),
                                "labels",
                                namespaceLabels,
                                "annotations",
                                namespaceAnnotations)));
    }

    boolean excluded() {
        return "true".equals(workload.annotations().get(EXCLUDED))
                || "true"
                        .equals(
                                workload.annotations()
                                        .get("terasky.backstage.io/exclude-from-catalog"));
    }

    /// The owner that annotations of the workload or of its Namespace name; `unknown` for none.
    String annotatedOwner() {
        for (Map<String, String> annotations :
                List.of(workload.annotations(), namespaceAnnotations)) {
            for (String key : OWNERS) {
                String owner = annotations.getOrDefault(key, "");
                if (!owner.isBlank()) {
                    return owner.trim();
                }
            }
        }
        return "unknown";
    }
}
