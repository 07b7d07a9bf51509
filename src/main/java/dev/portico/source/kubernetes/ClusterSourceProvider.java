package dev.portico.source.kubernetes;

import dev.portico.platform.PorticoException;
import dev.portico.runtime.RuntimeWriter;
import dev.portico.source.Source;
import dev.portico.source.SourceProvider;
import dev.portico.source.SourceTrigger;
import dev.portico.source.kubernetes.mapping.KubernetesMappings;
import dev.portico.source.kubernetes.read.Interest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Every cluster as a source, and the folder of Cluster documents as one.
@Singleton
final class ClusterSourceProvider implements SourceProvider {
    private static final Pattern KIND =
            Pattern.compile("([a-z0-9.-]*)/(v[a-z0-9]+)/([A-Za-z0-9]+)");

    private final Clusters clusters;
    private final FollowTools tools;
    private final @Nullable ClusterFolder folder;
    private final Map<String, ClusterSource> sources = new LinkedHashMap<>();
    private @Nullable String stamp;

    ClusterSourceProvider(
            KubernetesConfig config,
            Clusters clusters,
            RuntimeWriter writer,
            Instance<SourceTrigger> trigger,
            Surroundings surroundings) {
        this.clusters = clusters;
        this.folder = config.clustersDir().map(ClusterFolder::new).orElse(null);
        this.tools =
                new FollowTools(
                        writer,
                        trigger::get,
                        surroundings.mappings()::apply,
                        workloads(config),
                        config.allowExec(),
                        config.argocdClusterSecrets(),
                        surroundings.clock());
    }

    /// What else it needs.
    @Singleton
    record Surroundings(KubernetesMappings mappings, Clock clock) {}

    private static List<Interest> workloads(KubernetesConfig config) {
        return config.workloads().orElse(List.of()).stream()
                .map(
                        text -> {
                            Matcher matcher = KIND.matcher(text);
                            if (!matcher.matches()) {
                                throw PorticoException.invalid(
                                        "portico.kubernetes.workloads has '"
                                                + text
                                                + "'; write group/version/Kind, as"
                                                + " apps.kruise.io/v1alpha1/CloneSet.");
                            }
                            return new Interest(matcher.group(1), matcher.group(3));
                        })
                .toList();
    }

    @Override
    public synchronized List<Source> sources() {
        List<Source> all = new ArrayList<>();
        if (folder != null) {
            String now = folder.stamp();
            if (stamp != null && !now.equals(stamp)) {
                tools.changed(folder.info().name());
            }
            stamp = now;
            all.add(folder);
        }
        Map<String, ClusterSource> next = new LinkedHashMap<>();
        for (ClusterSettings settings : clusters.all()) {
            ClusterSource source = sources.get(settings.name());
            if (source == null) {
                source = new ClusterSource(settings, tools);
            } else {
                source.update(settings);
            }
            next.put(settings.name(), source);
        }
        if (clusters.mappingsChanged()) {
            next.values().stream()
                    .filter(ClusterSource::isHeld)
                    .forEach(source -> tools.changed(source.info().name()));
        }
        sources.clear();
        sources.putAll(next);
        all.addAll(next.values());
        return all;
    }

    @Override
    public boolean complete() {
        return clusters.complete();
    }
}
