package dev.portico.runtime;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a cluster and of its following.
///
/// @param cluster its name
/// @param source name of the source that follows it, `kubernetes:prod-eu`
/// @param version of the API server; empty while unknown
/// @param staleSince since when it can't be read; null while it is followed
/// @param error why not; null while it is followed
/// @param unseen what may not be read, by `group/kind` or `group/kind in namespace`, and why
/// @param objects how many are known
/// @param health how many workloads there are of each health
public record ClusterState(
        String cluster,
        String source,
        String version,
        @Nullable Instant staleSince,
        @Nullable String error,
        Map<String, String> unseen,
        long objects,
        Map<Health, Long> health) {
    public ClusterState {
        unseen = Map.copyOf(unseen);
        health = Map.copyOf(health);
    }
}
