package dev.portico.template.action.cluster;

import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.source.ClusterApply;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an Argo CD runs that templates name: as the settings say, else in the open cluster of that
/// name, else in the only cluster that has Applications, else in the only one that is open.
@Singleton
final class ArgocdPlace {
    private final ArgocdConfig config;
    private final RuntimeQuery runtime;
    private final ClusterApply clusters;

    ArgocdPlace(ArgocdConfig config, RuntimeQuery runtime, ClusterApply clusters) {
        this.config = config;
        this.runtime = runtime;
        this.clusters = clusters;
    }

    /// @param cluster null for the only one that is open
    record Place(@Nullable String cluster, String namespace, String destination) {}

    Place of(String instance) {
        ArgocdConfig.Instance named = config.instances().get(instance);
        if (named != null) {
            return new Place(
                    named.cluster(),
                    named.namespace().orElse(config.namespace()),
                    named.destination().orElse(config.destination()));
        }
        return new Place(cluster(instance), config.namespace(), config.destination());
    }

    private @Nullable String cluster(String instance) {
        if (clusters.open().contains(instance)) {
            return instance;
        }
        List<String> running =
                runtime.applications(RuntimeFilter.ALL).stream()
                        .map(Seen::cluster)
                        .distinct()
                        .toList();
        return running.size() == 1 ? running.getFirst() : null;
    }
}
