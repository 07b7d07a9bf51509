package dev.portico.access;

import dev.portico.model.EntityRef;
import java.util.Set;

/// Rows of one feature that may name people. Each feature erases in its own tables.
public interface Erasable {
    /// What else the rows know a user by, as mail address and display name.
    default Set<String> alsoKnownAs(EntityRef user) {
        return Set.of();
    }

    /// Removes a person, all of it or nothing. Once more changes nothing. UNAVAILABLE while the
    /// database is away.
    Erased erase(Erasure person);
}
