package dev.portico.source.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Paths of an API server. Pure.
final class ApiPath {
    private ApiPath() {}

    /// Of a version of a group: `/api/v1` for the core group, whose name is empty, else
    /// `/apis/apps/v1`.
    static String of(String group, String version) {
        return (group.isEmpty() ? "/api/" : "/apis/" + group + "/") + version;
    }

    /// Of the objects of a kind.
    ///
    /// @param namespace empty for those of all namespaces, or of the cluster as a whole
    static String of(String group, String version, String namespace, String plural) {
        return of(group, version)
                + (namespace.isEmpty() ? "" : "/namespaces/" + encoded(namespace))
                + "/"
                + plural;
    }

    /// A value as it may stand in a path or query.
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
