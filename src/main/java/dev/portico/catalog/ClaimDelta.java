package dev.portico.catalog;

import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one transaction does to claims; all of it or nothing.
///
/// @param lease of the source that speaks; null when it is not one that is leased
/// @param changes at most [Delta#MAX_ENTITIES] of them
/// @param touched refs to be merged anew because their claims count otherwise now
/// @param dryRun only answers what would be
public record ClaimDelta(
        @Nullable SourceLease lease,
        Cause cause,
        List<Change> changes,
        List<EntityRef> touched,
        boolean dryRun) {
    public ClaimDelta {
        changes = List.copyOf(changes);
        touched = List.copyOf(touched);
    }

    public static ClaimDelta of(Cause cause, List<Change> changes) {
        return new ClaimDelta(null, cause, changes, List.of(), false);
    }

    /// What one source says of one field of one entity from now on, in place of what it said
    /// before. The entity need not be there; the claim then waits for it.
    ///
    /// @param values none to withdraw what was said
    public record Change(
            EntityRef ref,
            String field,
            String source,
            String origin,
            List<String> values,
            @Nullable String evidence,
            String actor,
            @Nullable Instant expires) {
        public Change {
            values = List.copyOf(values);
        }
    }

    /// What became of a [ClaimDelta].
    ///
    /// @param changed for each change, in order, whether it changed the values claimed
    /// @param entities for each ref that was concerned
    public record Result(Applied applied, List<Boolean> changed, Map<EntityRef, Claimed> entities) {
        public Result {
            changed = List.copyOf(changed);
            entities = Map.copyOf(entities);
        }
    }
}
