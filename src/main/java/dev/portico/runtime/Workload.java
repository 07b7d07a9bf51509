package dev.portico.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that runs: a Deployment, StatefulSet, DaemonSet, CronJob, Job, Rollout, Knative
/// Service, or a kind named in the configuration, with its Pods summed up.
///
/// @param apiVersion as read, `apps/v1`
/// @param labels of the object, then of its Pod template where the object has no such key; at most
///     64
/// @param annotations only those that matter here: below `backstage.io/`, `portico.dev/`,
///     `terasky.backstage.io/`, `app.kubernetes.io/`, `argocd.argoproj.io/`,
///     `org.opencontainers.image.`; values of at most 2,000 characters
/// @param wanted replicas asked for; for a DaemonSet the nodes it should be on, for a job 1
/// @param updated replicas of the newest template
/// @param restarts of all containers of its Pods
/// @param rolledOutAt when the newest template was complete or last made progress
/// @param hosts where it is reached from outside, sorted: of Ingresses, HTTPRoutes, LoadBalancers
/// @param problems of its objects, in words: annotations that can't be read, too long, cut
public record Workload(
        ObjectKey key,
        String apiVersion,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<Image> images,
        int wanted,
        int ready,
        int updated,
        int restarts,
        @Nullable Instant createdAt,
        @Nullable Instant rolledOutAt,
        List<Condition> conditions,
        List<String> hosts,
        Verdict verdict,
        List<String> problems)
        implements Observation {
    /// An image of a container.
    ///
    /// @param name without tag and digest, `ghcr.io/acme/orders`
    /// @param version its tag, else its digest's first 12 digits, else empty
    public record Image(String container, String name, String version) {}

    public Workload {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        images = List.copyOf(images);
        conditions = List.copyOf(conditions);
        hosts = List.copyOf(hosts);
        problems = List.copyOf(problems);
    }

    /// What runs: the label `app.kubernetes.io/version`, else the version of the first image.
    public String version() {
        String label = labels.getOrDefault("app.kubernetes.io/version", "");
        return label.isEmpty() && !images.isEmpty() ? images.getFirst().version() : label;
    }

    @Override
    public Map<String, State> states() {
        return Map.of("health", State.of(verdict));
    }
}
