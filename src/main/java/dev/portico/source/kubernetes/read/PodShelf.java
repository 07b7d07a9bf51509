package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Pods of workloads; others are not kept.
final class PodShelf implements Shelf {
    private final WorkloadShelf workloads;
    private final Map<String, Map<String, Pod>> byNamespace = new HashMap<>();

    PodShelf(WorkloadShelf workloads) {
        this.workloads = workloads;
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        Optional<ObjectKey> owner =
                Owners.ofPod(object)
                        .filter(workload -> workloads.isWorkload(Interest.of(workload)));
        if (owner.isEmpty()) {
            remove(key);
            return;
        }
        Pod pod = PodReader.read(object, workloads.slot(owner.get()));
        Pod before = find(key);
        if (pod.equals(before)) {
            return;
        }
        if (before != null) {
            take(before);
        }
        byNamespace.computeIfAbsent(key.namespace(), _ -> new HashMap<>()).put(pod.name(), pod);
        pod.slot().pods.add(pod);
        workloads.touch(pod.slot());
    }

    @Override
    public void remove(ObjectKey key) {
        Pod pod = find(key);
        if (pod == null) {
            return;
        }
        take(pod);
        Map<String, Pod> neighbours = byNamespace.getOrDefault(key.namespace(), Map.of());
        neighbours.remove(key.name());
        if (neighbours.isEmpty()) {
            byNamespace.remove(key.namespace());
        }
    }

    private @Nullable Pod find(ObjectKey key) {
        return byNamespace.getOrDefault(key.namespace(), Map.of()).get(key.name());
    }

    private void take(Pod pod) {
        pod.slot().pods.remove(pod);
        workloads.touch(pod.slot());
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        List<ObjectKey> keys = new ArrayList<>();
        for (String place : namespace == null ? byNamespace.keySet() : Set.of(namespace)) {
            byNamespace
                    .getOrDefault(place, Map.of())
                    .keySet()
                    .forEach(name -> keys.add(new ObjectKey("", "Pod", place, name)));
        }
        return keys;
    }
}
