package dev.portico.runtime;

import dev.portico.model.EntityRef;
import dev.portico.runtime.match.EntityFacts;
import dev.portico.runtime.match.EntityIndex;
import dev.portico.runtime.match.Matching;
import dev.portico.runtime.store.ReadStreams;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The runtime state of all clusters in memory, linked to entities. Any number of threads read;
/// [RuntimeFollower] and [EntityFollower] write.
@Singleton
final class RuntimeMemory {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, ClusterMemory> bySource = new TreeMap<>();
    private final Map<EntityRef, Map<String, Deployment>> deployments = new HashMap<>();
    private final Map<EntityRef, Verdicts> verdicts = new HashMap<>();
    private final Links links = new Links(bySource.values());
    private final ChangeListeners<EntityRef, RuntimeQuery.VerdictChange> verdictListeners =
            new ChangeListeners<>(
                    "portico-verdicts",
                    RuntimeQuery.VerdictChange::entity,
                    (first, last) ->
                            new RuntimeQuery.VerdictChange(
                                    last.entity(), first.before(), last.after(), last.byCluster()));
    private final ChangeListeners<String, RuntimeQuery.Observed> observedListeners =
            new ChangeListeners<>(
                    "portico-observed",
                    observed -> observed.cluster() + ' ' + observed.key(),
                    (_, last) -> last);
    private List<RuntimeQuery.Observed> observed = List.of();
    private EntityIndex entities = new EntityIndex();
    private long position;
    private @Nullable Map<String, Set<EntityRef>> byHealth;

    /// Reads while nothing changes; must be quick.
    <T extends @Nullable Object> T read(Function<RuntimeMemory, T> reading) {
        lock.readLock().lock();
        try {
            return reading.apply(this);
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Makes a change; tells of verdicts and observations after it.
    private void write(Consumer<Matching> change) {
        Map<EntityRef, RuntimeQuery.VerdictChange> changed = new LinkedHashMap<>();
        List<RuntimeQuery.Observed> seen;
        lock.writeLock().lock();
        try {
            change.accept(new Matching(entities));
            for (EntityRef ref : links.takeTouched()) {
                RuntimeQuery.VerdictChange one = judge(ref);
                if (one != null) {
                    changed.put(ref, one);
                }
            }
            if (!changed.isEmpty()) {
                byHealth = null;
            }
            seen = observed;
            observed = List.of();
        } finally {
            lock.writeLock().unlock();
        }
        changed.values().forEach(verdictListeners::tell);
        seen.forEach(observedListeners::tell);
    }

    private RuntimeQuery.@Nullable VerdictChange judge(EntityRef ref) {
        Verdicts now = Verdicts.of(links.of(ref), deployments.getOrDefault(ref, Map.of()).values());
        Verdicts old = now == null ? verdicts.remove(ref) : verdicts.put(ref, now);
        return Objects.equals(old, now)
                ? null
                : new RuntimeQuery.VerdictChange(
                        ref,
                        Optional.ofNullable(old).map(Verdicts::worst),
                        Optional.ofNullable(now).map(Verdicts::worst),
                        now == null ? Map.of() : now.byCluster());
    }

    // what the database brings

    Map<String, ReadStreams.Mark> marks() {
        return read(
                _ -> {
                    Map<String, ReadStreams.Mark> marks = new HashMap<>();
                    bySource.forEach((source, cluster) -> marks.put(source, cluster.mark));
                    return marks;
                });
    }

    long position() {
        return read(_ -> position);
    }

    boolean isEmpty() {
        return read(_ -> bySource.isEmpty());
    }

    void apply(ReadStreams.Look look) {
        boolean same =
                look.parts().isEmpty()
                        && look.position() == position()
                        && look.sources().equals(marks().keySet());
        if (!same) {
            write(matching -> apply(matching, look));
        }
    }

    private void apply(Matching matching, ReadStreams.Look look) {
        bySource.values()
                .removeIf(
                        cluster -> {
                            boolean gone = !look.sources().contains(cluster.source);
                            if (gone) {
                                links.removed(cluster.everything());
                            }
                            return gone;
                        });
        List<Held> changed = new ArrayList<>();
        look.parts().forEach(part -> apply(part, changed));
        links.link(matching, changed);
        if (!observedListeners.isEmpty()) {
            observed = changed.stream().map(RuntimeMemory::observed).toList();
        }
        if (look.allDeployments()) {
            deployments.keySet().forEach(links::touch);
            deployments.clear();
        }
        for (Deployment deployment : look.deployments()) {
            deployments
                    .computeIfAbsent(deployment.entity(), _ -> new TreeMap<>())
                    .put(deployment.environment(), deployment);
            links.touch(deployment.entity());
        }
        position = look.position();
    }

    private static RuntimeQuery.Observed observed(Held held) {
        return new RuntimeQuery.Observed(
                held.cluster.name, held.key(), held.link == null ? null : held.link.entity());
    }

    private void apply(ReadStreams.Part part, List<Held> changed) {
        ClusterMemory cluster = bySource.get(part.source());
        if (cluster != null && (part.whole() || !cluster.name.equals(part.cluster()))) {
            links.removed(cluster.everything());
            List<Observation> kept = new ArrayList<>();
            if (!part.whole()) {
                cluster.everything().forEach(held -> kept.add(held.observation));
            }
            cluster = new ClusterMemory(part);
            bySource.put(part.source(), cluster);
            for (Observation observation : kept) {
                changed.add(cluster.put(observation));
            }
        } else if (cluster == null) {
            cluster = new ClusterMemory(part);
            bySource.put(part.source(), cluster);
        }
        cluster.mark = part.mark();
        cluster.status = part.status();
        for (ObjectKey key : part.gone()) {
            Held removed = cluster.remove(key);
            if (removed != null) {
                links.removed(List.of(removed));
            }
        }
        for (Observation observation : part.put()) {
            changed.add(cluster.put(observation));
        }
    }

    // what the catalog brings

    /// Takes all entities there are in place of those known.
    void entities(EntityIndex all) {
        write(
                _ -> {
                    entities = all;
                    links.linkAll(new Matching(all));
                });
    }

    void entities(Map<EntityRef, @Nullable EntityFacts> changed) {
        write(
                matching -> {
                    EntityIndex.Affected affected = entities.put(changed);
                    if (!affected.isEmpty()) {
                        links.relink(matching, affected);
                    }
                });
    }

    // what reads ask, inside of [#read]

    Collection<ClusterMemory> clusters() {
        return bySource.values();
    }

    List<Held> linked(EntityRef ref) {
        return links.of(ref);
    }

    List<Deployment> deployments(EntityRef ref) {
        return List.copyOf(deployments.getOrDefault(ref, Map.of()).values());
    }

    @Nullable Verdicts verdicts(EntityRef ref) {
        return verdicts.get(ref);
    }

    /// Entities by their health in lower case, as of now.
    Map<String, Set<EntityRef>> byHealth() {
        lock.writeLock().lock();
        try {
            Map<String, Set<EntityRef>> known = byHealth;
            if (known == null) {
                Map<String, Set<EntityRef>> made = new TreeMap<>();
                verdicts.forEach(
                        (ref, verdict) ->
                                made.computeIfAbsent(
                                                verdict.worst()
                                                        .health()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT),
                                                _ -> new LinkedHashSet<>())
                                        .add(ref));
                known = Map.copyOf(made);
                byHealth = known;
            }
            return known;
        } finally {
            lock.writeLock().unlock();
        }
    }

    ChangeListeners<EntityRef, RuntimeQuery.VerdictChange> verdictListeners() {
        return verdictListeners;
    }

    ChangeListeners<String, RuntimeQuery.Observed> observedListeners() {
        return observedListeners;
    }

    /// Tells nobody any more.
    void close() {
        verdictListeners.close();
        observedListeners.close();
    }
}
