package dev.portico.query;

import dev.portico.model.EntityRef;
import java.util.Map;
import java.util.Set;

/// A key that entities have beside those of their documents, whose values live in memory and change
/// without a change of the entity. Filters and facets know it as any other key; orders don't.
@FunctionalInterface
public interface LiveKey {
    /// The entities that have the key now, by its value in lower case; never changed afterwards.
    /// Must be quick.
    Map<String, Set<EntityRef>> entitiesByValue();
}
