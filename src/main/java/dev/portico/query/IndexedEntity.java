package dev.portico.query;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;

/// An entity as the index answers it.
///
/// @param json the complete entity with relations, uid and etag, as UTF-8
public record IndexedEntity(EntityRef ref, String uid, String etag, byte[] json) {
    /// Parses the entity anew at each call.
    public Entity entity() {
        return new Entity(JsonObject.parse(json));
    }
}
