package dev.portico.runtime.match;

import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Entities by what objects know of them. Not for many threads.
public final class EntityIndex {
    private final Map<EntityRef, EntityFacts> facts = new HashMap<>();
    private final Map<String, List<EntityRef>> byKey = new HashMap<>();
    private final SelectorIndex workloads = new SelectorIndex(EntityFacts::selector);
    private final SelectorIndex applications = new SelectorIndex(EntityFacts::appSelector);

    /// What became other by a change of entities: objects with one of the clues or selected by one
    /// of the selectors may belong elsewhere now.
    public record Affected(Set<String> keys, List<LabelSelector> selectors) {
        public Affected {
            keys = Set.copyOf(keys);
            selectors = List.copyOf(selectors);
        }

        public boolean isEmpty() {
            return keys.isEmpty() && selectors.isEmpty();
        }
    }

    /// Takes what entities say now; null where there is none any more.
    public Affected put(Map<EntityRef, @Nullable EntityFacts> changed) {
        Set<String> keys = new LinkedHashSet<>();
        List<LabelSelector> selectors = new ArrayList<>();
        changed.forEach(
                (ref, now) -> {
                    EntityFacts old = now == null ? facts.remove(ref) : facts.put(ref, now);
                    if (!Objects.equals(old, now)) {
                        forget(old, keys, selectors);
                        learn(now, keys, selectors);
                    }
                });
        return new Affected(keys, selectors);
    }

    private void forget(
            @Nullable EntityFacts old, Set<String> keys, List<LabelSelector> selectors) {
        if (old != null) {
            for (String key : old.keys()) {
                byKey.computeIfPresent(
                        key,
                        (_, refs) -> {
                            refs.remove(old.ref());
                            return refs.isEmpty() ? null : refs;
                        });
            }
            workloads.remove(old);
            applications.remove(old);
            collect(old, keys, selectors);
        }
    }

    private void learn(@Nullable EntityFacts now, Set<String> keys, List<LabelSelector> selectors) {
        if (now != null) {
            for (String key : now.keys()) {
                byKey.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(now.ref());
            }
            workloads.add(now);
            applications.add(now);
            collect(now, keys, selectors);
        }
    }

    private static void collect(
            EntityFacts changed, Set<String> keys, List<LabelSelector> selectors) {
        keys.add(Clue.ref(changed.ref()));
        keys.addAll(changed.keys());
        if (changed.selector() != null) {
            selectors.add(changed.selector());
        }
        if (changed.appSelector() != null) {
            selectors.add(changed.appSelector());
        }
    }

    boolean has(EntityRef ref) {
        return facts.containsKey(ref);
    }

    List<EntityRef> find(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    @Nullable EntityFacts facts(EntityRef ref) {
        return facts.get(ref);
    }

    /// Selectors of workloads.
    SelectorIndex workloads() {
        return workloads;
    }

    /// Selectors of Applications.
    SelectorIndex applications() {
        return applications;
    }
}
