package dev.portico.source.kubernetes;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Workload;
import dev.portico.source.ClusterObjects;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Asks all clusters at once, each for all kinds at once. Any node asks, whoever follows a cluster.
@Singleton
final class LiveObjects implements ClusterObjects {
    private static final Kind PODS = new Kind("", "v1", "pods");
    private static final Kind REPLICA_SETS = new Kind("apps", "v1", "replicasets");
    private static final Map<String, Kind> WORKLOADS =
            Map.of(
                    "apps/Deployment", new Kind("apps", "v1", "deployments"),
                    "apps/StatefulSet", new Kind("apps", "v1", "statefulsets"),
                    "apps/DaemonSet", new Kind("apps", "v1", "daemonsets"),
                    "batch/CronJob", new Kind("batch", "v1", "cronjobs"),
                    "batch/Job", new Kind("batch", "v1", "jobs"));

    /// What Backstage asks for, without ConfigMaps.
    private static final List<Kind> DEFAULT =
            List.of(
                    PODS,
                    new Kind("", "v1", "services"),
                    new Kind("", "v1", "limitranges"),
                    new Kind("", "v1", "resourcequotas"),
                    new Kind("apps", "v1", "deployments"),
                    REPLICA_SETS,
                    new Kind("autoscaling", "v2", "horizontalpodautoscalers"),
                    new Kind("batch", "v1", "jobs"),
                    new Kind("batch", "v1", "cronjobs"),
                    new Kind("networking.k8s.io", "v1", "ingresses"),
                    new Kind("apps", "v1", "statefulsets"),
                    new Kind("apps", "v1", "daemonsets"));

    private static final Pattern GROUP = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?|");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int MOST_KINDS = 50;

    /// So many workloads of a cluster that are linked to the entity are looked up by name.
    private static final int MOST_LINKED = 50;

    private final Supplier<List<ClusterSettings>> clusters;
    private final Function<RuntimeFilter, List<Seen<Workload>>> linked;
    private final LiveConnections connections;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    LiveObjects(KubernetesConfig config, Clusters clusters, RuntimeQuery runtime) {
        this(clusters::all, runtime::workloads, config.allowExec());
    }

    LiveObjects(
            Supplier<List<ClusterSettings>> clusters,
            Function<RuntimeFilter, List<Seen<Workload>>> linked,
            boolean allowExec) {
        this.clusters = clusters;
        this.linked = linked;
        this.connections = new LiveConnections(allowExec);
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
        connections.close();
    }

    @Override
    public List<Cluster> clusters() {
        return clusters.get().stream().map(LiveObjects::cluster).toList();
    }

    private static Cluster cluster(ClusterSettings settings) {
        return new Cluster(settings.name(), settings.title());
    }

    @Override
    public List<Answer> workloads(Entity entity) {
        ObjectSelection selection = ObjectSelection.of(entity);
        List<Seen<Workload>> byName = selection.declared() ? List.of() : linked(entity);
        return ask(
                selection,
                (settings, task) -> {
                    lists(selection, settings, DEFAULT, Kind::plural, task);
                    named(selection, settings, byName, task);
                });
    }

    private List<Seen<Workload>> linked(Entity entity) {
        boolean identified =
                !entity.kind().isEmpty()
                        && !entity.name().isEmpty()
                        && !entity.namespace().isEmpty();
        return identified ? linked.apply(RuntimeFilter.of(entity.ref())) : List.of();
    }

    @Override
    public List<Answer> customResources(Entity entity, List<Kind> kinds) {
        if (kinds.size() > MOST_KINDS) {
            throw PorticoException.invalid(
                    "There are " + kinds.size() + " customResources; at most " + MOST_KINDS + ".");
        }
        kinds.forEach(LiveObjects::check);
        ObjectSelection selection = ObjectSelection.of(entity);
        return ask(
                selection,
                (settings, task) -> lists(selection, settings, kinds, _ -> Objects.CUSTOM, task));
    }

    private static void check(Kind kind) {
        if (!GROUP.matcher(kind.group()).matches()
                || !NAME.matcher(kind.version()).matches()
                || !NAME.matcher(kind.plural()).matches()) {
            throw PorticoException.invalid(
                    "The customResource '%s/%s/%s' can't be asked for; write group, apiVersion and"
                                    .formatted(kind.group(), kind.version(), kind.plural())
                            + " plural as in argoproj.io, v1alpha1 and rollouts.");
        }
        if (kind.group().isEmpty() && List.of("secrets", "configmaps").contains(kind.plural())) {
            throw PorticoException.invalid("Portico does not read " + kind.plural() + ".");
        }
    }

    /// Adds the requests that one cluster is to answer.
    private interface Requests {
        void add(ClusterSettings settings, List<ClusterAsked.Request> requests);
    }

    private static void lists(
            ObjectSelection selection,
            ClusterSettings settings,
            List<Kind> kinds,
            Function<Kind, String> type,
            List<ClusterAsked.Request> requests) {
        for (String namespace : selection.namespaces(settings)) {
            for (Kind kind : kinds) {
                requests.add(it -> it.list(type.apply(kind), kind, namespace, selection.labels()));
            }
        }
    }

    private static void named(
            ObjectSelection selection,
            ClusterSettings settings,
            List<Seen<Workload>> byName,
            List<ClusterAsked.Request> requests) {
        List<String> namespaces = selection.namespaces(settings);
        byName.stream()
                .filter(seen -> seen.cluster().equals(settings.name()))
                .map(seen -> seen.observation().key())
                .filter(key -> namespaces.contains("") || namespaces.contains(key.namespace()))
                .limit(MOST_LINKED)
                .forEach(key -> named(key, requests));
    }

    private static void named(ObjectKey key, List<ClusterAsked.Request> requests) {
        Kind kind = WORKLOADS.get(key.group() + "/" + key.kind());
        if (kind != null) {
            List<Kind> below =
                    key.kind().equals("Deployment") ? List.of(PODS, REPLICA_SETS) : List.of(PODS);
            requests.add(it -> it.workload(kind, key.namespace(), key.name(), below));
        }
    }

    private List<Answer> ask(ObjectSelection selection, Requests requests) {
        List<ClusterSettings> all = clusters.get();
        connections.keep(all);
        List<Callable<Answer>> tasks = new ArrayList<>();
        for (ClusterSettings settings : all) {
            if (selection.means(settings)) {
                List<ClusterAsked.Request> wanted = new ArrayList<>();
                requests.add(settings, wanted);
                tasks.add(
                        () ->
                                new ClusterAsked(cluster(settings), connections.of(settings))
                                        .answer(wanted, executor, connections));
            }
        }
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : executor.invokeAll(tasks)) {
                answers.add(each.get());
            }
            answers.removeIf(
                    answer ->
                            answer.failures().isEmpty()
                                    && answer.objects().stream()
                                            .allMatch(it -> it.objects().isEmpty()));
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clusters were asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a cluster could not be asked", e.getCause());
        }
    }
}
