package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;

/// The door that every edge goes through before it does something for someone. What is refused here
/// is in the audit; what was done, the edge says.
public interface Gate {
    Viewer viewer();

    /// For what is not one entity. Answers who asks; UNAUTHENTICATED or FORBIDDEN with a sentence.
    Viewer require(Permission permission);

    /// For what is no secret among those who may read something, as the kinds there are. Answers who
    /// asks; UNAUTHENTICATED for who has not said who they are and may read nothing.
    Viewer requireReader();

    /// For one entity. NOT_FOUND when there is none, or the viewer may not read it: nobody learns
    /// of an entity by being refused. Else as the other.
    Viewer require(Permission permission, EntityRef entity);

    /// Whether it would be allowed; nothing goes into the audit.
    boolean permits(Permission permission, EntityRef entity);

    /// The same for somebody else.
    boolean permits(Viewer viewer, Permission permission, EntityRef entity);

    /// Tells the audit that something was done.
    ///
    /// @param target as [Audit.Entry#target]
    void done(Permission permission, String target, JsonObject details);
}
