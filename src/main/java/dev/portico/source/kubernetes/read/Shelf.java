package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import java.util.Collection;

/// Where a [ClusterBook] keeps what it needs of the objects of some kinds.
interface Shelf {
    /// Takes an object that is new or changed.
    void put(ResourceKind kind, ObjectKey key, JsonObject object);

    /// Forgets an object; one that is not known changes nothing.
    void remove(ObjectKey key);

    /// The known objects of a kind: a copy, so that they may be removed while walked over.
    Collection<ObjectKey> keys(Interest kind);
}
