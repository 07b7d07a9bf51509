package dev.portico.template.action;

import dev.portico.model.EntityRef;
import dev.portico.runtime.Application;
import dev.portico.runtime.ApplicationSet;
import dev.portico.runtime.ClusterState;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.Policy;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Transition;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A runtime state that a test writes by hand.
public final class FakeRuntimeQuery implements RuntimeQuery {
    public final List<Seen<? extends Observation>> seen = new ArrayList<>();
    public final List<ClusterState> clusters = new ArrayList<>();
    public final List<Consumer<VerdictChange>> verdictListeners = new CopyOnWriteArrayList<>();
    public final List<Consumer<Observed>> observedListeners = new CopyOnWriteArrayList<>();

    /// @param entity ref; empty for none
    public void put(String cluster, Observation observation, String entity) {
        seen.removeIf(
                each ->
                        each.cluster().equals(cluster)
                                && each.observation().key().equals(observation.key()));
        seen.add(
                new Seen<>(
                        cluster,
                        observation,
                        entity.isEmpty()
                                ? null
                                : new Seen.Link(EntityRef.parse(entity), "test", ""),
                        null,
                        ""));
    }

    public static Application application(
            String name, String sync, Health health, String revision) {
        return application(name, sync, health, revision, null, List.of());
    }

    /// One that is synced and healthy.
    ///
    /// @param ended when the last sync ended
    /// @param before revisions of earlier syncs, the newest first
    public static Application synced(
            String name, String revision, Instant ended, List<String> before) {
        return application(
                name,
                "Synced",
                Health.HEALTHY,
                revision,
                new Application.Operation("Succeeded", "", revision, "automated", null, ended),
                before.stream()
                        .map(each -> new Application.Deployed(1, each, "automated", null, null))
                        .toList());
    }

    private static Application application(
            String name,
            String sync,
            Health health,
            String revision,
            Application.@Nullable Operation operation,
            List<Application.Deployed> history) {
        return new Application(
                new ObjectKey("argoproj.io", "Application", "argocd", name),
                Map.of(),
                Map.of(),
                "default",
                List.of(),
                new Application.Destination("", "in-cluster", "shop"),
                sync,
                new Verdict(health, health == Health.HEALTHY ? "" : "a pod crashes"),
                List.of(revision),
                List.of(),
                List.of(),
                operation,
                List.of(),
                history,
                List.of(),
                null);
    }

    /// @param ready of the condition Ready: `True`, `False`; empty for no such condition
    public static PlatformResource claim(String namespace, String name, String ready) {
        return new PlatformResource(
                new ObjectKey("example.org", "Database", namespace, name),
                "example.org/v1",
                PlatformResource.Role.CLAIM,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                "",
                false,
                new Verdict(
                        ready.equals("True") ? Health.HEALTHY : Health.PROGRESSING,
                        ready.equals("True") ? "" : "the disk is being made"),
                ready.isEmpty()
                        ? List.of()
                        : List.of(new Condition("Ready", ready, "Creating", "", null)));
    }

    private <T extends Observation> List<Seen<T>> all(Class<T> type, RuntimeFilter filter) {
        List<Seen<T>> all = new ArrayList<>();
        for (Seen<? extends Observation> each : seen) {
            boolean fits =
                    type.isInstance(each.observation())
                            && (filter.cluster() == null || filter.cluster().equals(each.cluster()))
                            && (filter.namespace() == null
                                    || filter.namespace()
                                            .equals(each.observation().key().namespace()))
                            && (filter.entity() == null
                                    || each.entity().equals(Optional.of(filter.entity())));
            if (fits) {
                all.add(
                        new Seen<>(
                                each.cluster(),
                                type.cast(each.observation()),
                                each.link(),
                                null,
                                ""));
            }
        }
        return all;
    }

    @Override
    public List<ClusterState> clusters() {
        return List.copyOf(clusters);
    }

    @Override
    public Optional<Seen<Workload>> workload(String cluster, ObjectKey key) {
        return workloads(RuntimeFilter.ALL).stream()
                .filter(each -> each.observation().key().equals(key))
                .findFirst();
    }

    @Override
    public List<Seen<Workload>> workloads(RuntimeFilter filter) {
        return all(Workload.class, filter);
    }

    @Override
    public List<Seen<Application>> applications(RuntimeFilter filter) {
        return all(Application.class, filter);
    }

    @Override
    public List<Seen<ApplicationSet>> applicationSets(RuntimeFilter filter) {
        return all(ApplicationSet.class, filter);
    }

    @Override
    public List<Seen<PlatformApi>> platformApis(RuntimeFilter filter) {
        return all(PlatformApi.class, filter);
    }

    @Override
    public List<Seen<PlatformResource>> platformResources(RuntimeFilter filter) {
        return all(PlatformResource.class, filter);
    }

    @Override
    public Optional<Tree> tree(String cluster, ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public List<Seen<Policy>> policies(RuntimeFilter filter) {
        return all(Policy.class, filter);
    }

    @Override
    public List<PolicyOutcome> policyResults(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public Optional<Verdict> health(EntityRef entity) {
        return Optional.empty();
    }

    @Override
    public List<Deployment> deployments(EntityRef entity) {
        return List.of();
    }

    @Override
    public List<Deployment> deploymentHistory(EntityRef entity, int limit) {
        return List.of();
    }

    @Override
    public List<Transition> transitions(EntityRef entity, Instant since, int limit) {
        return List.of();
    }

    @Override
    public List<Undeclared> undeclared(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public AutoCloseable onVerdict(Consumer<VerdictChange> listener) {
        verdictListeners.add(listener);
        return () -> verdictListeners.remove(listener);
    }

    @Override
    public AutoCloseable onObserved(Consumer<Observed> listener) {
        observedListeners.add(listener);
        return () -> observedListeners.remove(listener);
    }
}
