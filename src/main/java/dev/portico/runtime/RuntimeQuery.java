package dev.portico.runtime;

import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every read of what runs where, answered from memory; only [#transitions] and
/// [#deploymentHistory] ask the database.
/// Lists are sorted by cluster, namespace, kind and name.
public interface RuntimeQuery {
    List<ClusterState> clusters();

    Optional<Seen<Workload>> workload(String cluster, ObjectKey key);

    List<Seen<Workload>> workloads(RuntimeFilter filter);

    List<Seen<Application>> applications(RuntimeFilter filter);

    List<Seen<ApplicationSet>> applicationSets(RuntimeFilter filter);

    List<Seen<PlatformApi>> platformApis(RuntimeFilter filter);

    List<Seen<PlatformResource>> platformResources(RuntimeFilter filter);

    /// A claim, composite or managed resource with everything below it; empty when it is not known.
    Optional<Tree> tree(String cluster, ObjectKey key);

    List<Seen<Policy>> policies(RuntimeFilter filter);

    /// Results of policy engines; a filter's health does not narrow.
    List<PolicyOutcome> policyResults(RuntimeFilter filter);

    /// The worst health of what runs for an entity, in clusters and elsewhere; empty when nothing
    /// is known to run.
    Optional<Verdict> health(EntityRef entity);

    /// What CI jobs reported of other platforms, the newest of each environment.
    List<Deployment> deployments(EntityRef entity);

    /// All that CI jobs reported of an entity, the newest first, at most 90 days back.
    /// UNAVAILABLE while the database is away.
    List<Deployment> deploymentHistory(EntityRef entity, int limit);

    /// Changes of facets, the newest first. UNAVAILABLE while the database is away.
    ///
    /// @param entity what belongs to this entity now
    List<Transition> transitions(EntityRef entity, Instant since, int limit);

    /// Workloads that belong to no entity, counted by cluster and namespace, with what would
    /// declare them.
    List<Undeclared> undeclared(RuntimeFilter filter);

    /// Calls back after an entity's verdict changed, one call at a time; a slow listener delays
    /// only itself. Ends with `close`.
    AutoCloseable onVerdict(Consumer<VerdictChange> listener);

    /// Calls back after an observation came or changed, one call at a time; a slow listener delays
    /// only itself and hears only the last of each object. Ends with `close`.
    AutoCloseable onObserved(Consumer<Observed> listener);

    /// An observation that came or changed.
    ///
    /// @param entity what it belongs to now; null for nothing
    record Observed(String cluster, ObjectKey key, @Nullable EntityRef entity) {}

    /// @param worst the worst verdict of it and all below it, with the reason in plain words
    record Tree(Seen<PlatformResource> resource, List<Tree> children, Verdict worst) {
        public Tree {
            children = List.copyOf(children);
        }
    }

    /// A result, and the entity and owner its object belongs to.
    record PolicyOutcome(Seen<PolicyReport> report, PolicyReport.Result result) {}

    record Undeclared(
            String cluster, String namespace, List<Seen<Workload>> workloads, String yaml) {
        public Undeclared {
            workloads = List.copyOf(workloads);
        }
    }

    /// @param before empty when nothing was known to run
    record VerdictChange(
            EntityRef entity,
            Optional<Verdict> before,
            Optional<Verdict> after,
            Map<String, Health> byCluster) {
        public VerdictChange {
            byCluster = Map.copyOf(byCluster);
        }
    }
}
