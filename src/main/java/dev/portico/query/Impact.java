package dev.portico.query;

import dev.portico.model.EntityRef;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// What depends on an entity. Refs that relations name count even where no such entity exists.
///
/// @param steps the affected entities, nearest first, as many as asked for
/// @param total how many are affected
/// @param truncated whether there are more than 100,000, which is where counting ends
/// @param byOwner how many belong to whom, most first; one with two owners counts for both
/// @param unowned how many have no owner
/// @param byKind how many of each kind, in lower case, most first
public record Impact(
        List<Walk.Step> steps,
        long total,
        boolean truncated,
        List<OwnerCount> byOwner,
        long unowned,
        List<FacetCount> byKind) {
    public Impact {
        steps = List.copyOf(steps);
        byOwner = List.copyOf(byOwner);
        byKind = List.copyOf(byKind);
    }

    /// How many affected entities an owner has.
    public record OwnerCount(EntityRef owner, long count) {}

    /// Equal counts go by their keys.
    static <K extends Comparable<K>, C> List<C> mostFirst(
            Map<K, Long> counts, BiFunction<K, Long, C> count) {
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<K, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(it -> count.apply(it.getKey(), it.getValue()))
                .toList();
    }
}
