package dev.portico.catalog;

import dev.portico.model.EntityRef;
import java.time.Instant;

/// One entity's change, as the change log tells it.
///
/// @param position position of the transaction in the log; every change of one delta has the same
public record Change(long position, EntityRef ref, Type type, String uid, Instant at, Cause cause) {
    /// What happened to the entity.
    public enum Type {
        CREATED,
        UPDATED,
        REMOVED
    }
}
