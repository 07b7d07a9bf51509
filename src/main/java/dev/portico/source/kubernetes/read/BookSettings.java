package dev.portico.source.kubernetes.read;

import java.util.List;

/// @param cluster name of the cluster
/// @param workloadKinds kinds beside the built-in ones whose objects are workloads
public record BookSettings(String cluster, List<Interest> workloadKinds) {
    public BookSettings {
        workloadKinds = List.copyOf(workloadKinds);
    }
}
