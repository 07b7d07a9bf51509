package dev.portico.ownership;

import dev.portico.model.EntityRef;
import java.util.List;

/// Something wrong with the ownership of an entity.
///
/// @param owners whom it concerns: the owners that count, and others that were named, as refs
/// @param message a sentence: what is wrong, and what would be right
public record Finding(EntityRef entity, FindingType type, List<String> owners, String message) {
    public Finding {
        owners = List.copyOf(owners);
    }
}
