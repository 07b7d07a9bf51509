package dev.portico.source.kubernetes.read;

import dev.portico.runtime.Workload;
import java.util.Map;

/// A workload with what is known of its namespace: what a mapping to entities decides on.
public record Subject(
        Workload workload,
        Map<String, String> namespaceLabels,
        Map<String, String> namespaceAnnotations) {
    public Subject {
        namespaceLabels = Map.copyOf(namespaceLabels);
        namespaceAnnotations = Map.copyOf(namespaceAnnotations);
    }
}
