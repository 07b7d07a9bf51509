package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.Set;

/// A walk over relations from one entity, breadth first, each entity once.
///
/// @param types relation types to follow, as `dependsOn`; empty for all
/// @param depth at most 20
/// @param limit entities to answer, at most 10,000
/// @param within only from, over and to entities of this filter, which leaves out refs without an
///     entity; [EntityFilter#ALL] leaves out nothing
public record WalkRequest(
        EntityRef start, Set<String> types, int depth, int limit, EntityFilter within) {
    public WalkRequest(EntityRef start, Set<String> types, int depth, int limit) {
        this(start, types, depth, limit, EntityFilter.ALL);
    }

    public WalkRequest {
        types = Set.copyOf(types);
    }
}
