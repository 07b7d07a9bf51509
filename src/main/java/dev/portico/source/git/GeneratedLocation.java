package dev.portico.source.git;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Location;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.Reading;
import dev.portico.catalog.StoredDocument;
import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Location entity that stands for a registered location.
final class GeneratedLocation {
    private GeneratedLocation() {}

    static Reading reading(Location location) {
        String key = "location:" + location.id();
        String ref = location.type() + ":" + location.target();
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Annotations.MANAGED_BY, ref);
        annotations.put(Annotations.ORIGIN, ref);
        if (location.type().equals("url")) {
            annotations.put(Annotations.VIEW_URL, location.target());
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", location.entityRef().name());
        metadata.put("namespace", "default");
        metadata.put("annotations", annotations);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("type", location.type());
        spec.put("target", location.target());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "backstage.io/v1alpha1");
        document.put("kind", "Location");
        document.put("metadata", metadata);
        document.put("spec", spec);
        StoredDocument stored = StoredDocument.of(JsonObject.of(document));
        Declaration declaration =
                new Declaration(
                        key,
                        location.entityRef(),
                        stored,
                        List.of(),
                        List.of(),
                        new Provenance(location.target(), null, 1, 1, null));
        FileRead read = new FileRead(key, stored.hash(), JsonObject.EMPTY);
        return new Reading(read, List.of(declaration), List.of());
    }
}
