package dev.portico.catalog;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;

/// An entity's own document as it is kept: JSON as UTF-8 and its canonical hash.
///
/// @param hash see [JsonObject#hash()]; two documents with the same values have the same hash
public record StoredDocument(byte[] json, String hash) {
    public static StoredDocument of(JsonObject document) {
        return new StoredDocument(document.toBytes(), document.hash());
    }

    /// Parses the document anew at each call; documents are kept as bytes because many are held at
    /// once while a run is planned.
    public Entity entity() {
        return new Entity(JsonObject.parse(json));
    }
}
