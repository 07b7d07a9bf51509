package dev.portico.catalog;

import dev.portico.model.EntityRef;
import java.util.List;

/// A change as the log keeps it.
///
/// @param cursor the place right behind it, and its id
/// @param owners whom the entity had as owners at this change, or until it
public record LoggedChange(ChangeCursor cursor, Change change, List<EntityRef> owners) {
    public LoggedChange {
        owners = List.copyOf(owners);
    }
}
