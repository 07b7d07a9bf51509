package dev.portico.template.action.cluster;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A schema as CustomResourceDefinitions have it (OpenAPI 3.0 with the rules of Kubernetes). Pure.
final class StructuralSchema {
    private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
    private static final String FREE = "x-kubernetes-preserve-unknown-fields";

    private StructuralSchema() {}

    /// The same as JSON Schema: fields that the API server would refuse are refused.
    static JsonObject toJsonSchema(JsonObject schema) {
        return JsonObject.of(strict(schema));
    }

    private static Map<String, @Nullable Object> strict(JsonObject schema) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>(schema.fields());
        if (Boolean.TRUE.equals(schema.value(INT_OR_STRING))) {
            out.put("type", List.of("integer", "string"));
        } else if (Boolean.TRUE.equals(schema.value("nullable"))
                && schema.text("type").isPresent()) {
            out.put("type", List.of(schema.text("type").get(), "null"));
        }
        // what no validator knows
        out.keySet().removeIf(key -> key.equals("nullable") || key.startsWith("x-kubernetes-"));
        bound(schema, "exclusiveMinimum", "minimum", out);
        bound(schema, "exclusiveMaximum", "maximum", out);
        if (schema.has("properties")) {
            Map<String, @Nullable Object> properties = new LinkedHashMap<>();
            for (String name : schema.object("properties").fields().keySet()) {
                properties.put(name, strict(schema.object("properties").object(name)));
            }
            out.put("properties", properties);
            if (!schema.has("additionalProperties") && !Boolean.TRUE.equals(schema.value(FREE))) {
                out.put("additionalProperties", false);
            }
        }
        for (String key : Set.of("items", "additionalProperties")) {
            if (schema.value(key) instanceof Map<?, ?>) {
                out.put(key, strict(schema.object(key)));
            }
        }
        return out;
    }

    /// In OpenAPI 3.0 an exclusive bound is a boolean beside the bound.
    private static void bound(
            JsonObject schema, String exclusive, String bound, Map<String, @Nullable Object> out) {
        if (schema.value(exclusive) instanceof Boolean is) {
            out.remove(exclusive);
            if (is && schema.has(bound)) {
                out.remove(bound);
                out.put(exclusive, schema.value(bound));
            }
        }
    }

    /// The value with what the schema has defaults for, as the API server would store it.
    static JsonObject withDefaults(JsonObject schema, JsonObject value) {
        return JsonObject.of(object(schema, value));
    }

    private static @Nullable Object defaulted(JsonObject schema, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> object(schema, JsonObject.of(map));
            case List<?> list -> {
                List<@Nullable Object> out = new ArrayList<>();
                list.forEach(each -> out.add(defaulted(schema.object("items"), each)));
                yield out;
            }
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> object(JsonObject schema, JsonObject value) {
        JsonObject properties = schema.object("properties");
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        value.fields()
                .forEach(
                        (key, member) ->
                                out.put(
                                        key,
                                        defaulted(
                                                properties.has(key)
                                                        ? properties.object(key)
                                                        : schema.object("additionalProperties"),
                                                member)));
        for (String key : properties.fields().keySet()) {
            JsonObject property = properties.object(key);
            if (!out.containsKey(key) && property.has("default")) {
                out.put(key, defaulted(property, property.value("default")));
            }
        }
        return out;
    }
}
