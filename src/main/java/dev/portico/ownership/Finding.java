package dev.portico.ownership;

import dev.portico.model.EntityRef;
import java.util.List;

/// Something wrong with the ownership of an entity.
///
/// @param owners whom it concerns: the owners that count, and others that were named, as refs
/// @param message a sentence: what is wrong, and what would be right
public record Finding(EntityRef entity, Type type, List<String> owners, String message) {
    /// Sorts of findings.
    public enum Type {
        /// The file names another owner than CODEOWNERS does.
        OWNER_DIFFERS,
        /// No one is named as owner.
        NO_OWNER,
        /// There is no such user or group.
        UNKNOWN_OWNER,
        /// The owning group has no members.
        EMPTY_OWNER,
        /// Neither entity nor owner say how they are reached.
        NO_CONTACT,
        /// The source of the entity is gone.
        ORPHANED,
        /// Sources claim different values.
        CLAIMS_DISAGREE,
        /// A claim has ended and nobody has renewed it.
        CLAIM_EXPIRED
    }

    public Finding {
        owners = List.copyOf(owners);
    }
}
