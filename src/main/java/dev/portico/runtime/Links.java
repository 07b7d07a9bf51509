package dev.portico.runtime;

import dev.portico.model.EntityRef;
import dev.portico.runtime.match.EntityIndex;
import dev.portico.runtime.match.Matching;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which observation belongs to which entity. Guarded by the lock of [RuntimeMemory].
///
/// Workloads are linked first; Applications may follow the workloads they manage, and parts of a
/// platform resource what they are a part of, so these are looked at again when those changed.
final class Links {
    private final Collection<ClusterMemory> clusters;
    private final Map<EntityRef, List<Held>> byEntity = new HashMap<>();
    private Set<EntityRef> touched = new LinkedHashSet<>();
    private boolean workloadsMoved;
    private boolean resourcesMoved;

    Links(Collection<ClusterMemory> clusters) {
        this.clusters = clusters;
    }

    /// What belongs to an entity, in no order.
    List<Held> of(EntityRef entity) {
        return byEntity.getOrDefault(entity, List.of());
    }

    /// The entities whose verdict may have changed since this was asked last.
    Set<EntityRef> takeTouched() {
        Set<EntityRef> taken = touched;
        touched = new LinkedHashSet<>();
        return taken;
    }

    void touch(EntityRef entity) {
        touched.add(entity);
    }

    void removed(Collection<Held> gone) {
        for (Held held : gone) {
            workloadsMoved |= held.observation instanceof Workload && held.link != null;
            resourcesMoved |= held.observation instanceof PlatformResource;
            move(held, null);
        }
    }

    void linkAll(Matching matching) {
        List<Held> all = new ArrayList<>();
        clusters.forEach(cluster -> all.addAll(cluster.everything()));
        resourcesMoved = true;
        link(matching, all);
    }

    /// Links again what a change of entities affects.
    void relink(Matching matching, EntityIndex.Affected affected) {
        List<Held> some = new ArrayList<>();
        for (ClusterMemory cluster : clusters) {
            for (Held held : cluster.everything()) {
                if (Matching.affects(affected, held.observation)) {
                    resourcesMoved |= held.observation instanceof PlatformResource;
                    some.add(held);
                }
            }
        }
        link(matching, some);
    }

    void link(Matching matching, Collection<Held> changed) {
        Set<Held> applications = new LinkedHashSet<>();
        for (Held held : changed) {
            switch (held.observation) {
                case Workload it ->
                        workloadsMoved |= set(held, matching.workload(held.cluster.name, it));
                case Application _ -> applications.add(held);
                case PlatformResource _ -> resourcesMoved |= held.moved;
                default -> {}
            }
        }
        if (workloadsMoved) {
            clusters.forEach(cluster -> applications.addAll(cluster.all(Application.class)));
        }
        for (Held held : applications) {
            Application application = (Application) held.observation;
            set(
                    held,
                    matching.application(
                            held.cluster.name, application, () -> managed(held, application)));
        }
        if (resourcesMoved) {
            linkResources(matching);
        }
        workloadsMoved = false;
        resourcesMoved = false;
        for (Held held : changed) {
            if (held.link != null) {
                touched.add(held.link.entity());
            }
        }
    }

    /// The entities of the workloads an Application manages: in the cluster it deploys to, or
    /// where it is itself; in one known by its server only, those that say they are tracked by it.
    private Set<EntityRef> managed(Held held, Application application) {
        Application.Destination destination = application.destination();
        boolean here =
                destination.name().equals("in-cluster")
                        || destination.server().startsWith("https://kubernetes.default.svc");
        Set<EntityRef> found = new HashSet<>();
        for (ClusterMemory cluster : clusters) {
            boolean sure =
                    here
                            ? cluster == held.cluster
                            : cluster.name.equalsIgnoreCase(destination.name());
            for (Application.Managed managed : application.resources()) {
                Held workload = cluster.find(Workload.class, managed.key());
                if (workload != null
                        && workload.link != null
                        && (sure || (!here && isTracked(workload, application)))) {
                    found.add(workload.link.entity());
                }
            }
        }
        return found;
    }

    private static boolean isTracked(Held workload, Application application) {
        String tracking =
                ((Workload) workload.observation)
                        .annotations()
                        .getOrDefault("argocd.argoproj.io/tracking-id", "");
        ObjectKey key = application.key();
        return tracking.startsWith(key.name() + ':')
                || tracking.startsWith(key.namespace() + '_' + key.name() + ':');
    }

    /// Parents before their parts.
    private void linkResources(Matching matching) {
        Set<Held> done = new HashSet<>();
        for (ClusterMemory cluster : clusters) {
            for (Held held : cluster.all(PlatformResource.class)) {
                linkResource(matching, held, done);
            }
        }
    }

    private Seen.@Nullable Link linkResource(Matching matching, Held held, Set<Held> done) {
        if (done.add(held)) {
            PlatformResource resource = (PlatformResource) held.observation;
            Held parent =
                    resource.parent() == null
                            ? null
                            : held.cluster.find(PlatformResource.class, resource.parent());
            Seen.Link above = parent == null ? null : linkResource(matching, parent, done);
            set(held, matching.resource(held.cluster.name, resource, above));
        }
        return held.link;
    }

    private boolean set(Held held, Matching.Found found) {
        held.unlinked = found.unlinked();
        return move(held, found.link());
    }

    /// Answers whether it belongs to another entity now.
    private boolean move(Held held, Seen.@Nullable Link link) {
        EntityRef before = held.link == null ? null : held.link.entity();
        EntityRef after = link == null ? null : link.entity();
        held.link = link;
        if (Objects.equals(before, after)) {
            return false;
        }
        if (before != null) {
            touched.add(before);
            byEntity.computeIfPresent(
                    before,
                    (_, list) -> {
                        list.remove(held);
                        return list.isEmpty() ? null : list;
                    });
        }
        if (after != null) {
            touched.add(after);
            byEntity.computeIfAbsent(after, _ -> new ArrayList<>(2)).add(held);
        }
        return true;
    }
}
