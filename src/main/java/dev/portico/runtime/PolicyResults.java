package dev.portico.runtime;

import dev.portico.model.EntityRef;
import dev.portico.runtime.store.TransitionTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the results of policy engines that a filter asks for. A result belongs to the entity of
/// its object, or of the workload that made the object.
final class PolicyResults {
    private final RuntimeMemory memory;
    private final RuntimeFilter filter;
    private final @Nullable Set<EntityRef> wanted;

    /// @param wanted the entities the filter names; null for any
    PolicyResults(RuntimeMemory memory, RuntimeFilter filter, @Nullable Set<EntityRef> wanted) {
        this.memory = memory;
        this.filter = filter;
        this.wanted = wanted;
    }

    List<RuntimeQuery.PolicyOutcome> find() {
        List<RuntimeQuery.PolicyOutcome> found = new ArrayList<>();
        for (Held held : reports().stream().sorted(Held::compare).toList()) {
            PolicyReport report = (PolicyReport) held.observation;
            for (PolicyReport.Result result : report.results()) {
                Held origin = origin(held.cluster, result);
                Seen.Link link = origin == null ? null : origin.link;
                if (matches(held, result, link)) {
                    found.add(
                            new RuntimeQuery.PolicyOutcome(
                                    held.seen(PolicyReport.class, link), result));
                }
            }
        }
        return found;
    }

    private Collection<Held> reports() {
        Set<Held> reports = new LinkedHashSet<>();
        if (wanted != null) {
            for (EntityRef ref : wanted) {
                memory.linked(ref)
                        .forEach(held -> reports.addAll(held.cluster.reports.about(held.key())));
            }
            return reports;
        }
        for (ClusterMemory cluster : memory.clusters()) {
            if (filter.cluster() == null || filter.cluster().equals(cluster.name)) {
                reports.addAll(cluster.all(PolicyReport.class));
            }
        }
        return reports;
    }

    private boolean matches(Held held, PolicyReport.Result result, Seen.@Nullable Link link) {
        String namespace =
                result.subject() == null ? held.key().namespace() : result.subject().namespace();
        return (filter.cluster() == null || filter.cluster().equals(held.cluster.name))
                && (filter.namespace() == null || filter.namespace().equals(namespace))
                && (wanted == null || (link != null && wanted.contains(link.entity())))
                && (filter.linked() == null || filter.linked() == (link != null));
    }

    private static @Nullable Held origin(ClusterMemory cluster, PolicyReport.Result result) {
        return result.subject() == null ? null : ReportIndex.origin(cluster, result.subject());
    }

    /// The reports with results about what belongs to an entity, for each of these objects.
    static List<TransitionTable.Asked> reports(RuntimeMemory memory, EntityRef entity) {
        Set<TransitionTable.Asked> asked = new LinkedHashSet<>();
        for (Held held : memory.linked(entity)) {
            for (Held report : held.cluster.reports.about(held.key())) {
                for (PolicyReport.Result result : ((PolicyReport) report.observation).results()) {
                    if (result.subject() != null && origin(held.cluster, result) == held) {
                        asked.add(
                                new TransitionTable.Asked(
                                        held.cluster.source,
                                        report.key(),
                                        result.subject().toString()));
                    }
                }
            }
        }
        return List.copyOf(asked);
    }
}
