package dev.portico.query;

import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import java.util.List;

/// What a walk found, nearest first; the start is not among it.
///
/// @param truncated whether the limit cut it short
public record Walk(List<Step> steps, boolean truncated) {
    public Walk {
        steps = List.copyOf(steps);
    }

    /// One entity found. It may not exist: relations may dangle.
    ///
    /// @param path the relations from the start to it
    public record Step(EntityRef ref, int depth, List<Relation> path) {
        public Step {
            path = List.copyOf(path);
        }
    }
}
