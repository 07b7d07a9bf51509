package dev.portico.source.kubernetes.read;

/// A kind as the API server serves it.
///
/// @param group empty for the core group
/// @param version the version it is read in, `v1`
/// @param plural as it stands in paths, `deployments`
public record ResourceKind(
        String group, String version, String kind, String plural, boolean namespaced) {
    /// As it stands in objects: `apps/v1`, or `v1` for the core group.
    public String apiVersion() {
        return group.isEmpty() ? version : group + '/' + version;
    }

    public Interest interest() {
        return new Interest(group, kind);
    }
}
