package dev.portico.access;

import dev.portico.model.EntityRef;
import java.util.List;

/// Erases people. An admin's act.
public interface Privacy {
    /// Removes a person from everything that is kept; the audit keeps a pseudonym that is written
    /// down nowhere beside the name. What is removed stays removed when a later part fails, and
    /// once more goes on. INVALID_INPUT for a ref of another kind or a text that is too short;
    /// UNAVAILABLE.
    Result erase(Wanted wanted);

    /// @param user ref of the User, who need not be there any more
    /// @param also further texts they are known by, of five characters or more
    /// @param dryRun whether only to tell what would be
    record Wanted(EntityRef user, List<String> also, boolean dryRun) {
        public Wanted {
            also = List.copyOf(also);
        }
    }

    /// @param pseudonym as the audit has it
    record Result(String pseudonym, Erased erased) {}
}
