package dev.portico.api.rest;

import dev.portico.catalog.Location;
import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/// A registered location as Backstage shows it.
final class LocationJson {
    private LocationJson() {}

    static JsonObject of(Location location) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", location.id());
        json.put("type", location.type());
        json.put("target", location.target());
        json.put("entityRef", location.entityRef().toString());
        return JsonObject.of(json);
    }
}
