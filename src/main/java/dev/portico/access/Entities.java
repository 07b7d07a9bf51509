package dev.portico.access;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.Optional;

/// What the catalog knows of entities. Answered from memory by the packages below, so that this one
/// need not know them.
public interface Entities {
    /// With its relations.
    Optional<Entity> find(EntityRef ref);

    /// False also for an entity that is not there.
    boolean matches(EntityRef ref, EntityFilter filter);
}
