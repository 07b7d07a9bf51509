package dev.portico.catalog.store;

import dev.portico.model.EntityRef;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of `entity`: what stands in the catalog under a ref.
///
/// @param uid null where there is no such entity
/// @param documentHash null where there is no such entity
/// @param source the source of the primary declaration
record EntityRow(
        EntityRef ref, @Nullable UUID uid, @Nullable String documentHash, @Nullable String source) {
    boolean exists() {
        return documentHash != null;
    }
}
