package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;

/// The door that every edge goes through before it does something for someone. What is refused here
/// is in the audit; what was done, the edge says.
public interface Gate {
    Viewer viewer();

    /// For what is not one entity. Answers who asks; UNAUTHENTICATED or FORBIDDEN with a sentence.
    Viewer require(Permission permission);

    /// For what is no secret among those who may read something, as the kinds there are. Answers
    /// who asks; UNAUTHENTICATED for who has not said who they are and may read nothing.
    Viewer requireReader();

    /// For what is sieved afterwards, or has no entity yet: passes when it is allowed on something.
    /// UNAUTHENTICATED, FORBIDDEN.
    Viewer requireSome(Permission permission);

    /// Whether it is allowed without regard to single entities; nothing goes into the audit.
    boolean allows(Permission permission);

    /// Whether [#requireSome] would pass; nothing goes into the audit.
    boolean allowsSome(Permission permission);

    /// For one entity. NOT_FOUND when there is none, or the viewer may not read it: nobody learns
    /// of an entity by being refused. Else as the other. For a viewer who may do it on everything
    /// and may read everything it is not asked whether the entity is there.
    Viewer require(Permission permission, EntityRef entity);

    /// Whether it would be allowed; nothing goes into the audit.
    boolean permits(Permission permission, EntityRef entity);

    /// The same for somebody else.
    boolean permits(Viewer viewer, Permission permission, EntityRef entity);

    /// Tells the audit that something was refused for another reason than the ones above; answers
    /// the refusal, to be thrown.
    PorticoException refused(Permission permission, String target, PorticoException refusal);

    /// Tells the audit that something was done.
    ///
    /// @param target as [Audit.Entry#target]
    void done(Permission permission, String target, JsonObject details);
}
