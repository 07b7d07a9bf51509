package dev.portico.source;

import dev.portico.model.EntityRef;
import dev.portico.model.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Explains why an entity is, or is not, in the catalog.
public interface Why {
    Answer explain(EntityRef ref);

    /// @param present whether the entity is in the catalog
    /// @param reasons everything known about it, the most telling first; never empty
    record Answer(EntityRef ref, boolean present, List<Reason> reasons) {
        public Answer {
            reasons = List.copyOf(reasons);
        }
    }

    /// @param code `declared`, `conflict`, `invalid`, `unknown-kind`, `not-allowed`, `orphaned`,
    ///     `held`, `unreachable`, `not-read`, `removed`, `never-seen`
    /// @param message one sentence
    /// @param source the source concerned, when there is one
    record Reason(
            String code,
            String message,
            @Nullable String source,
            @Nullable SourcePosition position) {}
}
