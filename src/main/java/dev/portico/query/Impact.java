package dev.portico.query;

import dev.portico.model.EntityRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What depends on an entity. Refs that relations name count even where no such entity exists.
///
/// @param steps the affected entities, nearest first, as many as asked for
/// @param total how many are affected
/// @param truncated whether there are more than 100,000, which is where counting ends
/// @param byOwner how many belong to whom, most first; one with two owners counts for both
/// @param unowned how many have no owner
/// @param byKind how many of each kind, most first
public record Impact(
        List<Walk.Step> steps,
        long total,
        boolean truncated,
        List<OwnerCount> byOwner,
        long unowned,
        List<KindCount> byKind) {
    public Impact {
        steps = List.copyOf(steps);
        byOwner = List.copyOf(byOwner);
        byKind = List.copyOf(byKind);
    }

    /// How many affected entities an owner has.
    public record OwnerCount(EntityRef owner, long count) {
        static List<OwnerCount> sorted(Map<EntityRef, Long> counts) {
            return counts.entrySet().stream()
                    .map(it -> new OwnerCount(it.getKey(), it.getValue()))
                    .sorted(
                            Comparator.comparingLong(OwnerCount::count)
                                    .reversed()
                                    .thenComparing(OwnerCount::owner))
                    .toList();
        }
    }

    /// How many affected entities are of a kind.
    ///
    /// @param kind in lower case
    public record KindCount(String kind, long count) {
        static List<KindCount> sorted(Map<String, Long> counts) {
            return counts.entrySet().stream()
                    .map(it -> new KindCount(it.getKey(), it.getValue()))
                    .sorted(
                            Comparator.comparingLong(KindCount::count)
                                    .reversed()
                                    .thenComparing(KindCount::kind))
                    .toList();
        }
    }
}
