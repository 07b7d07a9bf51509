package dev.portico.catalog.store;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;

/// One row of `claim` that has not been withdrawn.
///
/// @param ended whether its end has been worked into the entity
record ClaimRow(EntityRef ref, Claim claim, boolean ended) {
    /// What identifies a row beside the ref.
    record Key(String field, String source, String origin, int rank) {
        static Key of(Claim claim) {
            return new Key(claim.field(), claim.source(), claim.origin(), claim.rank());
        }
    }
}
