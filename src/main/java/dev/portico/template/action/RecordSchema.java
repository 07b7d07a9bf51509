package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the JSON Schema (draft 7) of an action's input or output from its record: components that
/// are `@Nullable`, or have a default, are optional. Pure.
final class RecordSchema {
    private RecordSchema() {}

    static JsonObject of(Class<? extends Record> type) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            @Nullable Describe words = component.getAnnotation(Describe.class);
            properties.put(component.getName(), property(component, words));
            boolean hasDefault = words != null && !words.byDefault().isEmpty();
            if (!hasDefault && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return JsonObject.of(schema);
    }

    private static Map<String, @Nullable Object> property(
            RecordComponent component, @Nullable Describe words) {
        Map<String, @Nullable Object> schema =
                new LinkedHashMap<>(type(component.getGenericType()));
        if (words == null) {
            return schema;
        }
        if (words.types().length > 0) {
            schema.put("type", List.of((Object[]) words.types()));
        }
        if (words.oneOf().length > 0) {
            schema.put("enum", List.of((Object[]) words.oneOf()));
        }
        schema.put("description", words.value());
        if (!words.byDefault().isEmpty()) {
            schema.put("default", JsonValues.parse(words.byDefault()));
        }
        return schema;
    }

    private static Map<String, @Nullable Object> type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last =
                    generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class
                    ? schema("array", "items", type(last))
                    : schema("object", "additionalProperties", type(last));
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return of(raw.asSubclass(Record.class)).fields();
        }
        if (raw == Object.class) {
            return Map.of();
        }
        return Map.of("type", name(raw));
    }

    private static Map<String, @Nullable Object> schema(
            String type, String key, Map<String, @Nullable Object> value) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put(key, value);
        return schema;
    }

    private static String name(Class<?> raw) {
        if (raw == String.class) {
            return "string";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        if (raw == double.class || raw == Double.class) {
            return "number";
        }
        if (raw == JsonObject.class) {
            return "object";
        }
        if (raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class) {
            return "integer";
        }
        throw new IllegalArgumentException("no schema for " + raw);
    }
}
