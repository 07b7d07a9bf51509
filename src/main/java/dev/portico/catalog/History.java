package dev.portico.catalog;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.json.JsonDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What entities were before. Read from the database: UNAVAILABLE while it is away. A limit that a
/// request breaks is INVALID_INPUT.
public interface History {
    /// Versions of an entity, newest first.
    ///
    /// @param limit at most 500
    /// @param beforePosition only versions of lower positions; null for the newest
    List<Version> versions(EntityRef ref, int limit, @Nullable Long beforePosition);

    /// An entity as it was at a time; empty when there was none then.
    Optional<Snapshot> asOf(EntityRef ref, Instant at);

    /// What changed in a span of time, oldest first.
    List<Version> changes(ChangesRequest request);

    /// One version of an entity: what one change left.
    ///
    /// @param ordinal place among the changes of the same position, from 1
    /// @param entity the entity's own document then, without relations; null when it was removed
    /// @param differences to the version before; empty where there is no document to compare with
    record Version(
            EntityRef ref,
            long position,
            int ordinal,
            Instant at,
            Change.Type type,
            Cause cause,
            @Nullable Entity entity,
            List<JsonDifference> differences) {
        public Version {
            differences = List.copyOf(differences);
        }
    }

    /// An entity as it was.
    ///
    /// @param position the last position of the change log then
    /// @param changedAt when the version was made
    /// @param cause of the version
    /// @param entity the entity's own document, without relations
    /// @param relations those it had, in both directions (it is the source of each), by type and
    ///     target
    record Snapshot(
            long position,
            Instant changedAt,
            Cause cause,
            Entity entity,
            List<Relation> relations) {
        public Snapshot {
            relations = List.copyOf(relations);
        }
    }

    /// Which changes are asked for.
    ///
    /// @param from changes after this time
    /// @param to changes at this time or before; must be later than `from`
    /// @param owner only entities that this one owned right before or right after the change; null
    ///     for all
    /// @param source only changes that this source made; null for all
    /// @param after only changes behind this place; null for the first
    /// @param limit from 1 to 500
    record ChangesRequest(
            Instant from,
            Instant to,
            @Nullable EntityRef owner,
            @Nullable String source,
            @Nullable Place after,
            int limit) {}

    /// The place of a change in the change log.
    record Place(long position, int ordinal) {}
}
