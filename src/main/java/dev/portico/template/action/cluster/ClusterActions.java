package dev.portico.template.action.cluster;

import dev.portico.query.CatalogQuery;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.source.ClusterApply;
import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions on clusters where nothing injects them.
public final class ClusterActions {
    private ClusterActions() {}

    public static List<Action> of(
            ArgocdConfig config,
            CatalogQuery catalog,
            RuntimeQuery runtime,
            ClusterApply clusters) {
        Applying applying = new Applying(clusters);
        ArgocdPlace places = new ArgocdPlace(config, runtime, clusters);
        return List.of(
                new ApplyKubernetes(applying),
                new ClaimCrossplane(new PlatformKinds(catalog, runtime, List::of)),
                new CreateArgocdApp(places, applying),
                new CreateArgocdResources(places, applying));
    }
}
