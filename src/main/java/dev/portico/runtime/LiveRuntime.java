package dev.portico.runtime;

import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.query.CatalogQuery;
import dev.portico.runtime.store.DeploymentTable;
import dev.portico.runtime.store.TransitionTable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers what runs where from [RuntimeMemory].
@Singleton
final class LiveRuntime implements RuntimeQuery {
    private final RuntimeMemory memory;
    private final CatalogQuery catalog;
    private final TransitionTable transitions;
    private final DeploymentTable deployments;

    LiveRuntime(
            RuntimeMemory memory,
            CatalogQuery catalog,
            TransitionTable transitions,
            DeploymentTable deployments) {
        this.memory = memory;
        this.catalog = catalog;
        this.transitions = transitions;
        this.deployments = deployments;
    }

    @Override
    public List<ClusterState> clusters() {
        return memory.read(
                it ->
                        it.clusters().stream()
                                .map(ClusterMemory::state)
                                .sorted(Comparator.comparing(ClusterState::cluster))
                                .toList());
    }

    @Override
    public Optional<Seen<Workload>> workload(String cluster, ObjectKey key) {
        return memory.read(
                it ->
                        Optional.ofNullable(find(it, Workload.class, cluster, key))
                                .map(held -> held.seen(Workload.class)));
    }

    private static @Nullable Held find(
            RuntimeMemory in, Class<?> type, String cluster, ObjectKey key) {
        for (ClusterMemory one : in.clusters()) {
            Held held = one.name.equals(cluster) ? one.find(type, key) : null;
            if (held != null) {
                return held;
            }
        }
        return null;
    }

    @Override
    public List<Seen<Workload>> workloads(RuntimeFilter filter) {
        return select(Workload.class, filter);
    }

    @Override
    public List<Seen<Application>> applications(RuntimeFilter filter) {
        return select(Application.class, filter);
    }

    @Override
    public List<Seen<ApplicationSet>> applicationSets(RuntimeFilter filter) {
        return select(ApplicationSet.class, filter);
    }

    @Override
    public List<Seen<PlatformApi>> platformApis(RuntimeFilter filter) {
        return select(PlatformApi.class, filter);
    }

    @Override
    public List<Seen<PlatformResource>> platformResources(RuntimeFilter filter) {
        return select(PlatformResource.class, filter);
    }

    @Override
    public List<Seen<Policy>> policies(RuntimeFilter filter) {
        return select(Policy.class, filter);
    }

    private <T extends Observation> List<Seen<T>> select(Class<T> type, RuntimeFilter filter) {
        Set<EntityRef> wanted = wanted(filter);
        return memory.read(
                it ->
                        candidates(it, type, filter, wanted).stream()
                                .filter(held -> matches(held, filter))
                                .sorted(Held::compare)
                                .map(held -> held.seen(type))
                                .toList());
    }

    /// The entities a filter names, by themselves or by their owner; null when it names none.
    private @Nullable Set<EntityRef> wanted(RuntimeFilter filter) {
        if (filter.owner() == null) {
            return filter.entity() == null ? null : Set.of(filter.entity());
        }
        Set<EntityRef> owned = new LinkedHashSet<>();
        for (Relation relation : catalog.relations(filter.owner())) {
            if (relation.type().equals("ownerOf")) {
                owned.add(relation.target());
            }
        }
        if (filter.entity() != null) {
            owned.retainAll(Set.of(filter.entity()));
        }
        return owned;
    }

    private static Collection<Held> candidates(
            RuntimeMemory in,
            Class<?> type,
            RuntimeFilter filter,
            @Nullable Set<EntityRef> wanted) {
        List<Held> found = new ArrayList<>();
        if (wanted != null) {
            for (EntityRef ref : wanted) {
                for (Held held : in.linked(ref)) {
                    if (type.isInstance(held.observation)) {
                        found.add(held);
                    }
                }
            }
            return found;
        }
        for (ClusterMemory cluster : in.clusters()) {
            if (filter.cluster() == null || filter.cluster().equals(cluster.name)) {
                found.addAll(
                        filter.namespace() == null
                                ? cluster.all(type)
                                : cluster.inNamespace(type, filter.namespace()));
            }
        }
        return found;
    }

    private static boolean matches(Held held, RuntimeFilter filter) {
        Verdict verdict = held.verdict();
        return (filter.cluster() == null || filter.cluster().equals(held.cluster.name))
                && (filter.namespace() == null || filter.namespace().equals(held.key().namespace()))
                && (filter.health().isEmpty()
                        || (verdict != null && filter.health().contains(verdict.health())))
                && (filter.linked() == null || filter.linked() == (held.link != null));
    }

    @Override
    public Optional<Tree> tree(String cluster, ObjectKey key) {
        return memory.read(
                it ->
                        Optional.ofNullable(find(it, PlatformResource.class, cluster, key))
                                .map(ResourceTree::of));
    }

    @Override
    public List<PolicyOutcome> policyResults(RuntimeFilter filter) {
        Set<EntityRef> wanted = wanted(filter);
        return memory.read(it -> new PolicyResults(it, filter, wanted).find());
    }

    @Override
    public Optional<Verdict> health(EntityRef entity) {
        return memory.read(it -> Optional.ofNullable(it.verdicts(entity)).map(Verdicts::worst));
    }

    @Override
    public List<Deployment> deployments(EntityRef entity) {
        return memory.read(it -> it.deployments(entity));
    }

    @Override
    public List<Deployment> deploymentHistory(EntityRef entity, int limit) {
        return deployments.history(entity, limit);
    }

    @Override
    public List<Transition> transitions(EntityRef entity, Instant since, int limit) {
        List<TransitionTable.Asked> asked =
                memory.read(
                        it -> {
                            List<TransitionTable.Asked> objects = new ArrayList<>();
                            for (Held held : it.linked(entity)) {
                                objects.add(
                                        new TransitionTable.Asked(
                                                held.cluster.source, held.key(), ""));
                            }
                            objects.addAll(PolicyResults.reports(it, entity));
                            return objects;
                        });
        return asked.isEmpty() ? List.of() : transitions.read(asked, since, limit);
    }

    @Override
    public List<Undeclared> undeclared(RuntimeFilter filter) {
        RuntimeFilter unlinked =
                new RuntimeFilter(
                        filter.cluster(), filter.namespace(), null, null, filter.health(), false);
        record Place(String cluster, String namespace) {}
        Map<Place, List<Seen<Workload>>> places = new LinkedHashMap<>();
        for (Seen<Workload> workload : workloads(unlinked)) {
            Place place = new Place(workload.cluster(), workload.observation().key().namespace());
            places.computeIfAbsent(place, _ -> new ArrayList<>()).add(workload);
        }
        List<Undeclared> undeclared = new ArrayList<>();
        places.forEach(
                (place, workloads) ->
                        undeclared.add(
                                new Undeclared(
                                        place.cluster(),
                                        place.namespace(),
                                        workloads,
                                        DescriptorDraft.of(workloads))));
        return undeclared;
    }

    @Override
    public AutoCloseable onVerdict(Consumer<VerdictChange> listener) {
        return memory.verdictListeners().add(listener);
    }

    @Override
    public AutoCloseable onObserved(Consumer<Observed> listener) {
        return memory.observedListeners().add(listener);
    }
}
