package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.IndexedEntity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `fields` keeps of each entity. Without fields an entity's bytes go out as they are stored.
///
/// @param fields dotted paths; a key that holds dots itself is found too
record FieldProjection(List<String> fields) {
    static final FieldProjection ALL = new FieldProjection(List.of());

    static FieldProjection of(List<String> fields) {
        for (String field : fields) {
            if (field.contains("[")) {
                throw PorticoException.invalid(
                        "Invalid field \"" + field + "\", array type fields are not supported");
            }
        }
        return new FieldProjection(
                fields.stream().map(String::trim).filter(f -> !f.isEmpty()).distinct().toList());
    }

    byte[] apply(IndexedEntity entity) {
        return fields.isEmpty()
                ? entity.json()
                : JsonValues.toBytes(project(JsonObject.parse(entity.json()).fields()));
    }

    Map<String, @Nullable Object> project(Map<String, @Nullable Object> entity) {
        Map<String, @Nullable Object> output = new LinkedHashMap<>();
        for (String field : fields) {
            copy(entity, field.split("\\.", -1), output);
        }
        return output;
    }

    /// Follows the parts of a path; a part that is no key here is joined with the next one.
    private static void copy(
            Map<?, ?> entity, String[] parts, Map<String, @Nullable Object> output) {
        List<String> path = new ArrayList<>();
        @Nullable Object value = entity;
        String key = "";
        for (int i = 0; i < parts.length; i++) {
            key = key.isEmpty() ? parts[i] : key + '.' + parts[i];
            if (value instanceof Map<?, ?> map && map.containsKey(key)) {
                path.add(key);
                value = map.get(key);
                key = "";
            }
        }
        if (key.isEmpty() && !path.isEmpty()) {
            set(output, path, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static void set(
            Map<String, @Nullable Object> output, List<String> path, @Nullable Object value) {
        Map<String, @Nullable Object> target = output;
        for (String key : path.subList(0, path.size() - 1)) {
            // an ancestor that is kept whole already, or was, is copied before it is added to
            @Nullable Object inner = target.get(key);
            Map<String, @Nullable Object> copy =
                    inner instanceof Map<?, ?> map
                            ? new LinkedHashMap<>((Map<String, @Nullable Object>) map)
                            : new LinkedHashMap<>();
            target.put(key, copy);
            target = copy;
        }
        target.put(path.getLast(), value);
    }
}
