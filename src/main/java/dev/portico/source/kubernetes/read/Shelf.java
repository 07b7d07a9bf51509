package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a [ClusterBook] keeps what it needs of the objects of some kinds.
interface Shelf {
    /// Takes an object that is new or changed.
    void put(ResourceKind kind, ObjectKey key, JsonObject object);

    /// Forgets an object; one that is not known changes nothing.
    void remove(ObjectKey key);

    /// The known objects of a kind: a copy, so that they may be removed while walked over.
    ///
    /// @param namespace those of this namespace alone; null for all
    Collection<ObjectKey> keys(Interest kind, @Nullable String namespace);

    /// Those of some keys that are of a kind and a namespace.
    static List<ObjectKey> among(
            Collection<ObjectKey> keys, Interest kind, @Nullable String namespace) {
        List<ObjectKey> found = new ArrayList<>();
        for (ObjectKey key : keys) {
            if (key.kind().equals(kind.kind())
                    && key.group().equals(kind.group())
                    && (namespace == null || key.namespace().equals(namespace))) {
                found.add(key);
            }
        }
        return found;
    }
}
