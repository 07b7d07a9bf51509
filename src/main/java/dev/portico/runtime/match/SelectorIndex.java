package dev.portico.runtime.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Entities by their selector of labels: found by a label that the selector cannot do without, so
/// that an object is not tested against every selector there is.
final class SelectorIndex {
    private final Function<EntityFacts, @Nullable LabelSelector> selector;
    private final Map<String, List<EntityFacts>> byLabel = new HashMap<>();

    SelectorIndex(Function<EntityFacts, @Nullable LabelSelector> selector) {
        this.selector = selector;
    }

    void add(EntityFacts facts) {
        for (String label : labels(facts)) {
            byLabel.computeIfAbsent(label, _ -> new ArrayList<>(1)).add(facts);
        }
    }

    void remove(EntityFacts facts) {
        for (String label : labels(facts)) {
            byLabel.computeIfPresent(
                    label,
                    (_, list) -> {
                        list.remove(facts);
                        return list.isEmpty() ? null : list;
                    });
        }
    }

    /// The entities whose selector holds.
    Set<EntityFacts> selecting(Map<String, String> labels) {
        Set<EntityFacts> found = new LinkedHashSet<>();
        collect("", labels, found);
        labels.forEach((key, value) -> collect(key + '=' + value, labels, found));
        return found;
    }

    private void collect(String label, Map<String, String> labels, Set<EntityFacts> found) {
        for (EntityFacts facts : byLabel.getOrDefault(label, List.of())) {
            LabelSelector own = selector.apply(facts);
            if (own != null && own.test(labels)) {
                found.add(facts);
            }
        }
    }

    LabelSelector of(EntityFacts facts) {
        return Objects.requireNonNull(selector.apply(facts));
    }

    /// Labels one of which an object must have; the empty one for a selector that asks for none.
    private List<String> labels(EntityFacts facts) {
        LabelSelector own = selector.apply(facts);
        if (own == null) {
            return List.of();
        }
        for (LabelSelector.Requirement requirement : own.requirements()) {
            if (requirement.wanted() && !requirement.values().isEmpty()) {
                return requirement.values().stream()
                        .distinct()
                        .map(value -> requirement.key() + '=' + value)
                        .toList();
            }
        }
        return List.of("");
    }
}
