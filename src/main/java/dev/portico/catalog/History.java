package dev.portico.catalog;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What entities were before. Read from the database: UNAVAILABLE while it is away.
public interface History {
    /// Versions of an entity, newest first.
    ///
    /// @param limit at most 500
    /// @param beforePosition only versions of lower positions; null for the newest
    List<Version> versions(EntityRef ref, int limit, @Nullable Long beforePosition);

    /// One version.
    ///
    /// @param entity the entity's own document then, without relations; null when it was removed
    record Version(
            long position, Instant at, Change.Type type, Cause cause, @Nullable Entity entity) {}
}
