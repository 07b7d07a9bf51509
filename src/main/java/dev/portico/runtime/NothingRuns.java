package dev.portico.runtime;

import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The runtime state where no cluster is known, for what is run without a server.
public final class NothingRuns implements RuntimeQuery {
    @Override
    public List<ClusterState> clusters() {
        return List.of();
    }

    @Override
    public Optional<Seen<Workload>> workload(String cluster, ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public List<Seen<Workload>> workloads(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public List<Seen<Application>> applications(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public List<Seen<ApplicationSet>> applicationSets(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public List<Seen<PlatformApi>> platformApis(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public List<Seen<PlatformResource>> platformResources(RuntimeFilter filter) {
        return List.of();
    }

    @Override
    public Optional<Tree> tree(String cluster, ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public List<Seen<Policy>> policies(RuntimeFilter filter) {
        return List.of();
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
        return () -> {};
    }

    @Override
    public AutoCloseable onObserved(Consumer<Observed> listener) {
        return () -> {};
    }
}
