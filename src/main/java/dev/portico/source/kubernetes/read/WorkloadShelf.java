package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Workload;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Workloads, each summed up again only when something of it changed.
final class WorkloadShelf implements Shelf {
    private final Map<Interest, WorkloadReader> readers;
    private final HostShelf hosts;
    private final ComponentDrafts drafts;
    private final Outbox outbox;
    private final Clock clock;
    private final Map<ObjectKey, WorkloadSlot> slots = new HashMap<>();
    private final Map<String, Set<WorkloadSlot>> byNamespace = new HashMap<>();
    private final Set<WorkloadSlot> dirty = new LinkedHashSet<>();

    /// Those that change by time alone.
    private final Set<WorkloadSlot> waiting = new HashSet<>();

    WorkloadShelf(
            Map<Interest, WorkloadReader> readers,
            HostShelf hosts,
            ComponentDrafts drafts,
            Outbox outbox,
            Clock clock) {
        this.readers = Map.copyOf(readers);
        this.hosts = hosts;
        this.drafts = drafts;
        this.outbox = outbox;
        this.clock = clock;
    }

    boolean isWorkload(Interest kind) {
        return readers.containsKey(kind);
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        WorkloadReader reader = readers.get(kind.interest());
        if (reader == null) {
            return;
        }
        WorkloadSlot slot = slot(key);
        WorkloadFacts facts = WorkloadFacts.read(kind, slot.key, object, reader);
        if (facts.equals(slot.facts)) {
            return;
        }
        if (isTold(facts) && !facts.sameSubject(slot.facts)) {
            outbox.subjects();
        }
        detach(slot);
        slot.facts = facts;
        byNamespace.computeIfAbsent(key.namespace(), _ -> new HashSet<>()).add(slot);
        if (facts.whole() != null && isWorkload(Interest.of(facts.whole()))) {
            slot(facts.whole()).addPart(slot);
        }
        touch(slot);
    }

    @Override
    public void remove(ObjectKey key) {
        WorkloadSlot slot = slots.get(key);
        if (slot == null || slot.facts == null) {
            return;
        }
        if (isTold(slot.facts)) {
            outbox.subjects();
        }
        touch(slot);
        detach(slot);
        slot.facts = null;
    }

    /// Takes a slot out of its whole and its namespace.
    private void detach(WorkloadSlot slot) {
        if (slot.facts == null) {
            return;
        }
        Set<WorkloadSlot> neighbours = byNamespace.getOrDefault(slot.key.namespace(), Set.of());
        neighbours.remove(slot);
        if (neighbours.isEmpty()) {
            byNamespace.remove(slot.key.namespace());
        }
        if (slot.facts.whole() == null) {
            return;
        }
        WorkloadSlot wholeSlot = slots.get(slot.facts.whole());
        if (wholeSlot != null) {
            wholeSlot.removePart(slot);
            dirty.add(wholeSlot);
        }
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        List<ObjectKey> known = new ArrayList<>();
        for (String place : namespace == null ? byNamespace.keySet() : Set.of(namespace)) {
            byNamespace.getOrDefault(place, Set.of()).forEach(slot -> known.add(slot.key));
        }
        return Shelf.among(known, kind, namespace);
    }

    /// The slot of a workload, made when there is none.
    WorkloadSlot slot(ObjectKey key) {
        return slots.computeIfAbsent(key, WorkloadSlot::new);
    }

    /// To be summed up again, with what it is a part of.
    void touch(WorkloadSlot slot) {
        dirty.add(slot);
        if (slot.facts != null && slot.facts.whole() != null) {
            WorkloadSlot whole = slots.get(slot.facts.whole());
            if (whole != null) {
                dirty.add(whole);
            }
        }
    }

    void touchNamespace(String namespace) {
        dirty.addAll(byNamespace.getOrDefault(namespace, Set.of()));
    }

    void settle() {
        long now = clock.instant().getEpochSecond();
        for (WorkloadSlot slot : List.copyOf(waiting)) {
            if (slot.due <= now) {
                dirty.add(slot);
            }
        }
        for (WorkloadSlot slot : dirty) {
            settle(slot, now);
        }
        dirty.clear();
    }

    private void settle(WorkloadSlot slot, long now) {
        WorkloadFacts facts = slot.facts;
        if (facts == null || !isTold(facts)) {
            unsettle(slot);
            return;
        }
        WorkloadSum sum = new WorkloadSum(slot, facts, now);
        Workload workload = sum.workload(hosts.of(slot.key.namespace(), facts.podLabels()));
        if (!workload.equals(slot.told)) {
            slot.told = workload;
            outbox.tell(workload);
        }
        slot.due = sum.due();
        if (slot.due > 0) {
            waiting.add(slot);
        } else {
            waiting.remove(slot);
        }
        @Nullable Draft draft = drafts.of(facts).orElse(null);
        if (!Objects.equals(draft, slot.draft)) {
            slot.draft = draft;
            outbox.declarations();
        }
    }

    private void unsettle(WorkloadSlot slot) {
        waiting.remove(slot);
        if (slot.told != null) {
            slot.told = null;
            outbox.forget(slot.key);
        }
        if (slot.draft != null) {
            slot.draft = null;
            outbox.declarations();
        }
        if (slot.isEmpty()) {
            slots.remove(slot.key, slot);
        }
    }

    /// Parts are told as what they are a part of; a Job that something else runs is not told.
    private static boolean isTold(WorkloadFacts facts) {
        return facts.whole() == null;
    }

    List<Workload> told() {
        return slots.values().stream().flatMap(slot -> Stream.ofNullable(slot.told)).toList();
    }

    List<Draft> declared() {
        return slots.values().stream().flatMap(slot -> Stream.ofNullable(slot.draft)).toList();
    }
}
