package dev.portico.access;

import dev.portico.model.EntityFilter;
import java.util.List;

/// What viewers may do, by the policies as they are now. Answers from memory.
///
/// A credential's scopes narrow everything; an admin may do all else; then the rules of all
/// policies count: something is allowed when a rule allows it and none denies it.
public interface Access {
    Verdict verdict(Viewer viewer, Permission permission);

    /// Which entities a viewer may read. Where rules say so it is an [EntityFilter.Kept], the same
    /// one until the rules or what is known of the viewer change.
    EntityFilter readable(Viewer viewer);

    /// Asks about something that is not one entity. FORBIDDEN with a sentence that names viewer and
    /// permission, or UNAUTHENTICATED when the viewer has not said who they are.
    void require(Viewer viewer, Permission permission);

    /// Each rule about a permission, and what it says to a viewer; for explanations. Scopes and
    /// admins are not looked at.
    List<Considered> considered(Viewer viewer, Permission permission);

    /// Grows with each change of the policies and of who belongs to which group; what was computed
    /// at another version is not to be used any more.
    long version();
}
