package dev.portico.runtime;

import dev.portico.access.Access;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.ViewerCatalog;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// What runs where as whoever sent the request may see it: what belongs to entities they may see,
/// and what belongs to none for those who may see that. What listeners hear is not sieved.
@ForViewer
@Singleton
final class VisibleRuntime implements RuntimeQuery {
    private final RuntimeQuery runtime;
    private final ViewerCatalog catalogs;
    private final Access access;
    private final Gate gate;

    VisibleRuntime(RuntimeQuery runtime, ViewerCatalog catalogs, Access access, Gate gate) {
        this.runtime = runtime;
        this.catalogs = catalogs;
        this.access = access;
        this.gate = gate;
    }

    /// What somebody may see.
    private record Sight(boolean everything, boolean unlinked, CatalogQuery catalog) {
        <T> List<T> of(List<T> all, Function<T, Optional<EntityRef>> entity) {
            if (everything) {
                return all;
            }
            Set<EntityRef> refs = new HashSet<>();
            all.forEach(each -> entity.apply(each).ifPresent(refs::add));
            Set<EntityRef> seen = catalog.matching(refs, EntityFilter.ALL);
            return all.stream()
                    .filter(each -> entity.apply(each).map(seen::contains).orElse(unlinked))
                    .toList();
        }

        boolean has(EntityRef ref) {
            return everything || !catalog.matching(List.of(ref), EntityFilter.ALL).isEmpty();
        }
    }

    private Sight sight() {
        Viewer viewer = gate.requireReader();
        boolean unlinked = gate.allows(Permission.RUNTIME_READ);
        boolean everything = unlinked && access.readable(viewer) == EntityFilter.ALL;
        return new Sight(everything, unlinked, catalogs.of(viewer));
    }

    private <T extends Observation> List<Seen<T>> seen(List<Seen<T>> all) {
        return sight().of(all, Seen::entity);
    }

    /// A cluster is an entity of its own.
    @Override
    public List<ClusterState> clusters() {
        Sight sight = sight();
        return sight.unlinked()
                ? runtime.clusters()
                : sight.of(
                        runtime.clusters(),
                        it ->
                                Optional.of(
                                        new EntityRef(
                                                "resource",
                                                EntityRef.DEFAULT_NAMESPACE,
                                                it.cluster())));
    }

    @Override
    public Optional<Seen<Workload>> workload(String cluster, ObjectKey key) {
        return seen(runtime.workload(cluster, key).stream().toList()).stream().findFirst();
    }

    @Override
    public List<Seen<Workload>> workloads(RuntimeFilter filter) {
        return seen(runtime.workloads(filter));
    }

    @Override
    public List<Seen<Application>> applications(RuntimeFilter filter) {
        return seen(runtime.applications(filter));
    }

    @Override
    public List<Seen<ApplicationSet>> applicationSets(RuntimeFilter filter) {
        return seen(runtime.applicationSets(filter));
    }

    @Override
    public List<Seen<PlatformApi>> platformApis(RuntimeFilter filter) {
        return seen(runtime.platformApis(filter));
    }

    @Override
    public List<Seen<PlatformResource>> platformResources(RuntimeFilter filter) {
        return seen(runtime.platformResources(filter));
    }

    @Override
    public Optional<Tree> tree(String cluster, ObjectKey key) {
        Sight sight = sight();
        return runtime.tree(cluster, key).flatMap(tree -> pruned(tree, sight));
    }

    /// Below what belongs to an entity stands what belongs to none: it goes with it.
    private static Optional<Tree> pruned(Tree tree, Sight sight) {
        if (sight.everything()) {
            return Optional.of(tree);
        }
        Optional<EntityRef> entity = tree.resource().entity();
        if (!entity.map(sight::has).orElse(sight.unlinked())) {
            return Optional.empty();
        }
        return Optional.of(below(tree, it -> it.map(sight::has).orElse(true)));
    }

    private static Tree below(Tree tree, Predicate<Optional<EntityRef>> shown) {
        List<Tree> children =
                tree.children().stream()
                        .filter(child -> shown.test(child.resource().entity()))
                        .map(child -> below(child, shown))
                        .toList();
        return new Tree(tree.resource(), children, tree.worst());
    }

    @Override
    public List<Seen<Policy>> policies(RuntimeFilter filter) {
        return seen(runtime.policies(filter));
    }

    @Override
    public List<PolicyOutcome> policyResults(RuntimeFilter filter) {
        return sight().of(runtime.policyResults(filter), it -> it.report().entity());
    }

    @Override
    public Optional<Verdict> health(EntityRef entity) {
        return sight().has(entity) ? runtime.health(entity) : Optional.empty();
    }

    @Override
    public List<Deployment> deployments(EntityRef entity) {
        return sight().has(entity) ? runtime.deployments(entity) : List.of();
    }

    @Override
    public List<Deployment> deploymentHistory(EntityRef entity, int limit) {
        return sight().has(entity) ? runtime.deploymentHistory(entity, limit) : List.of();
    }

    @Override
    public List<Transition> transitions(EntityRef entity, Instant since, int limit) {
        return sight().has(entity) ? runtime.transitions(entity, since, limit) : List.of();
    }

    @Override
    public List<Undeclared> undeclared(RuntimeFilter filter) {
        return sight().unlinked() ? runtime.undeclared(filter) : List.of();
    }

    @Override
    public AutoCloseable onVerdict(Consumer<VerdictChange> listener) {
        return runtime.onVerdict(listener);
    }

    @Override
    public AutoCloseable onObserved(Consumer<Observed> listener) {
        return runtime.onObserved(listener);
    }
}
