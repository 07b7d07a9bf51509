package dev.portico.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An observation in memory. Changed under the lock of [RuntimeMemory] only.
final class Held {
    final ClusterMemory cluster;
    Observation observation;
    Seen.@Nullable Link link;
    String unlinked = "";

    /// Whether what links it, or hangs it below another, changed last.
    boolean moved = true;

    Held(ClusterMemory cluster, Observation observation) {
        this.cluster = cluster;
        this.observation = observation;
    }

    void replace(Observation now) {
        moved =
                !(observation instanceof PlatformResource a
                        && now instanceof PlatformResource b
                        && a.labels().equals(b.labels())
                        && a.annotations().equals(b.annotations())
                        && Objects.equals(a.parent(), b.parent()));
        observation = now;
    }

    ObjectKey key() {
        return observation.key();
    }

    <T extends Observation> Seen<T> seen(Class<T> type) {
        return seen(type, link);
    }

    <T extends Observation> Seen<T> seen(Class<T> type, Seen.@Nullable Link shown) {
        return new Seen<>(
                cluster.name, type.cast(observation), shown, cluster.status.staleSince(), unlinked);
    }

    /// Its verdict; null for what has none of its own.
    @Nullable Verdict verdict() {
        return switch (observation) {
            case Workload it -> it.verdict();
            case Application it -> it.verdict();
            case ApplicationSet it -> it.verdict();
            case PlatformApi it -> it.verdict();
            case PlatformResource it -> it.verdict();
            case Policy it -> it.verdict();
            case PolicyReport _ -> null;
        };
    }

    /// In a list: by cluster, namespace, kind and name.
    static int compare(Held a, Held b) {
        int byCluster = a.cluster.name.compareTo(b.cluster.name);
        return byCluster != 0 ? byCluster : ClusterMemory.ORDER.compare(a.key(), b.key());
    }

    /// For people: `Deployment orders in shop (prod-eu)`.
    String title() {
        ObjectKey key = key();
        String in = key.namespace().isEmpty() ? "" : " in " + key.namespace();
        return key.kind() + ' ' + key.name() + in + " (" + cluster.name + ")";
    }
}
