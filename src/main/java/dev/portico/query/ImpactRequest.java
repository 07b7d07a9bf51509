package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.Set;

/// What would be affected if an entity failed or went.
///
/// @param types relation types that lead from an entity to what depends on it; [#DEPENDENTS] by
///     default
/// @param depth how many relations far, at most 20
/// @param limit entities to answer, at most 10,000; all are counted
/// @param within as in [WalkRequest#within]; owners outside of it count as none
public record ImpactRequest(
        EntityRef start, Set<String> types, int depth, int limit, EntityFilter within) {
    /// Those that depend on it; the APIs it provides, and who consumes these; the parts of a system
    /// or domain. Never from a part up to its whole, or everything would depend on everything; and
    /// never over ownership.
    public static final Set<String> DEPENDENTS =
            Set.of("dependencyOf", "providesApi", "apiConsumedBy", "hasPart");

    public ImpactRequest(EntityRef start, Set<String> types, int depth, int limit) {
        this(start, types, depth, limit, EntityFilter.ALL);
    }

    public ImpactRequest {
        types = Set.copyOf(types);
    }
}
