package dev.portico.runtime;

import java.util.List;
import java.util.Map;

/// A composite resource definition (XRD) of Crossplane: what teams may ask the platform for. Its
/// schema is in the API entity made of it.
///
/// @param group API group of the resources it offers
/// @param kind of the composite resource
/// @param claimKind empty when it offers no claims
/// @param scope `Namespaced`, `Cluster` or `LegacyCluster`
/// @param versions served ones, the referenceable first
public record PlatformApi(
        ObjectKey key,
        String group,
        String kind,
        String claimKind,
        String scope,
        List<String> versions,
        Verdict verdict,
        List<Condition> conditions)
        implements Observation {
    public PlatformApi {
        versions = List.copyOf(versions);
        conditions = List.copyOf(conditions);
    }

    @Override
    public Map<String, State> states() {
        return Map.of("health", State.of(verdict));
    }
}
