package dev.portico.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An Application of Argo CD (`argoproj.io/v1alpha1`).
///
/// @param destination cluster and namespace it deploys to
/// @param sync `Synced`, `OutOfSync` or `Unknown`
/// @param verdict Argo CD's health, with its message and what its conditions and last operation say
/// @param revisions what is deployed, one for each source
/// @param operation the last or running operation; null when there was none
/// @param history the newest first, at most 10
/// @param resources what it manages, at most 1,000
/// @param applicationSet name of the ApplicationSet that made it; null for none
public record Application(
        ObjectKey key,
        Map<String, String> labels,
        Map<String, String> annotations,
        String project,
        List<Origin> sources,
        Destination destination,
        String sync,
        Verdict verdict,
        List<String> revisions,
        List<String> images,
        List<String> urls,
        @Nullable Operation operation,
        List<Condition> conditions,
        List<Deployed> history,
        List<Managed> resources,
        @Nullable String applicationSet)
        implements Observation {
    /// Where its manifests come from.
    ///
    /// @param path empty for a chart
    /// @param chart empty for a path
    public record Origin(String repoUrl, String path, String chart, String targetRevision) {}

    /// @param server URL of the API server, or empty when the cluster is given by name
    /// @param name Argo CD's name of the cluster, or empty
    public record Destination(String server, String name, String namespace) {}

    /// @param phase `Running`, `Terminating`, `Failed`, `Error` or `Succeeded`
    /// @param by who asked for it: a user's name, `automated`, or empty
    public record Operation(
            String phase,
            String message,
            String revision,
            String by,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /// One deployment of the past (`status.history`).
    public record Deployed(
            long id,
            String revision,
            String by,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /// @param health empty with Argo CD 3, which does not keep it here by default
    public record Managed(ObjectKey key, String sync, String health) {}

    public Application {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        sources = List.copyOf(sources);
        revisions = List.copyOf(revisions);
        images = List.copyOf(images);
        urls = List.copyOf(urls);
        conditions = List.copyOf(conditions);
        history = List.copyOf(history);
        resources = List.copyOf(resources);
    }

    @Override
    public Map<String, State> states() {
        return Map.of(
                "health", State.of(verdict), "sync", new State(sync.toLowerCase(Locale.ROOT), ""));
    }
}
