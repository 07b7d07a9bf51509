package dev.portico.source.kubernetes.read;

import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The place of one workload: what came of it so far, in whatever order. It may have Pods or parts
/// before its own object is known, and after that is gone.
final class WorkloadSlot {
    final ObjectKey key;

    /// Null while the object itself is not known.
    @Nullable WorkloadFacts facts;

    final List<Pod> pods = new ArrayList<>(2);

    /// The Jobs of a CronJob and the Deployments of a Knative Service.
    Set<WorkloadSlot> parts = Set.of();

    /// What was told of it last; null for nothing.
    @Nullable Workload told;

    /// The entity it declares; null for none.
    @Nullable Draft draft;

    /// The second at which waiting Pods become too late; 0 for never.
    long due;

    WorkloadSlot(ObjectKey key) {
        this.key = key;
    }

    void addPart(WorkloadSlot part) {
        if (parts.isEmpty()) {
            parts = new LinkedHashSet<>();
        }
        parts.add(part);
    }

    void removePart(WorkloadSlot part) {
        if (!parts.isEmpty()) {
            parts.remove(part);
        }
    }

    boolean isEmpty() {
        return facts == null && told == null && pods.isEmpty() && parts.isEmpty();
    }
}
