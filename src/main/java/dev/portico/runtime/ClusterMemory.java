package dev.portico.runtime;

import dev.portico.runtime.store.ReadStreams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of one cluster. Guarded by the lock of [RuntimeMemory].
final class ClusterMemory {
    /// By namespace, kind and name, as lists are.
    static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::namespace)
                    .thenComparing(ObjectKey::kind)
                    .thenComparing(ObjectKey::name)
                    .thenComparing(ObjectKey::group);

    final String source;
    final String name;
    ReadStreams.Mark mark;
    RuntimeStream.Status status;
    private final Map<Class<?>, NavigableMap<ObjectKey, Held>> byType = new HashMap<>();
    private final Map<ObjectKey, List<Held>> byParent = new HashMap<>();
    final ReportIndex reports = new ReportIndex();

    ClusterMemory(ReadStreams.Part part) {
        this.source = part.source();
        this.name = part.cluster();
        this.mark = part.mark();
        this.status = part.status();
    }

    /// Keeps an observation in place of an earlier one of its key.
    Held put(Observation observation) {
        Held held = find(observation.getClass(), observation.key());
        if (held == null) {
            remove(observation.key());
            held = new Held(this, observation);
            of(observation.getClass()).put(observation.key(), held);
        } else {
            unindex(held);
            held.replace(observation);
        }
        index(held);
        return held;
    }

    @Nullable Held remove(ObjectKey key) {
        for (NavigableMap<ObjectKey, Held> held : byType.values()) {
            Held removed = held.remove(key);
            if (removed != null) {
                unindex(removed);
                return removed;
            }
        }
        return null;
    }

    private void index(Held held) {
        if (held.observation instanceof PlatformResource resource && resource.parent() != null) {
            byParent.computeIfAbsent(resource.parent(), _ -> new ArrayList<>(2)).add(held);
        } else if (held.observation instanceof PolicyReport report) {
            reports.add(held, report);
        }
    }

    private void unindex(Held held) {
        if (held.observation instanceof PlatformResource resource && resource.parent() != null) {
            byParent.computeIfPresent(
                    resource.parent(),
                    (_, children) -> {
                        children.remove(held);
                        return children.isEmpty() ? null : children;
                    });
        } else if (held.observation instanceof PolicyReport report) {
            reports.remove(held, report);
        }
    }

    @Nullable Held find(Class<?> type, ObjectKey key) {
        NavigableMap<ObjectKey, Held> held = byType.get(type);
        return held == null ? null : held.get(key);
    }

    /// What may belong to an entity, of any type.
    @Nullable Held find(ObjectKey key) {
        for (NavigableMap<ObjectKey, Held> held : byType.values()) {
            Held found = held.get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    Collection<Held> all(Class<?> type) {
        return of(type).values();
    }

    Collection<Held> inNamespace(Class<?> type, String namespace) {
        ObjectKey first = new ObjectKey("", "", namespace, "");
        ObjectKey end = new ObjectKey("", "", namespace + '\0', "");
        return of(type).subMap(first, end).values();
    }

    List<Held> everything() {
        List<Held> all = new ArrayList<>();
        byType.values().forEach(held -> all.addAll(held.values()));
        return all;
    }

    private NavigableMap<ObjectKey, Held> of(Class<?> type) {
        return byType.computeIfAbsent(type, _ -> new TreeMap<>(ORDER));
    }

    /// The resources a resource is made of, by what it says and by what they say, that are known.
    Set<Held> children(PlatformResource resource) {
        Set<Held> children = new LinkedHashSet<>();
        for (ObjectKey key : resource.children()) {
            Held child = find(PlatformResource.class, key);
            if (child == null && key.namespace().isEmpty()) {
                child =
                        find(
                                PlatformResource.class,
                                new ObjectKey(
                                        key.group(),
                                        key.kind(),
                                        resource.key().namespace(),
                                        key.name()));
            }
            if (child != null) {
                children.add(child);
            }
        }
        children.addAll(byParent.getOrDefault(resource.key(), List.of()));
        return children;
    }

    ClusterState state() {
        Map<Health, Long> health = new EnumMap<>(Health.class);
        for (Held held : all(Workload.class)) {
            health.merge(((Workload) held.observation).verdict().health(), 1L, Long::sum);
        }
        long objects = byType.values().stream().mapToLong(Map::size).sum();
        return new ClusterState(
                name,
                source,
                status.version(),
                status.staleSince(),
                status.error(),
                status.unseen(),
                objects,
                health);
    }
}
