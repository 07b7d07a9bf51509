package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes up an output from its schema, for actions that are not run in a dry run. Pure.
public final class Examples {
    private Examples() {}

    public static JsonObject of(JsonObject schema) {
        return value(schema) instanceof Map<?, ?> map ? JsonObject.of(map) : JsonObject.EMPTY;
    }

    private static @Nullable Object value(JsonObject schema) {
        List<@Nullable Object> examples = schema.list("examples");
        if (!examples.isEmpty()) {
            return examples.getFirst();
        }
        return switch (schema.text("type").orElse("")) {
            case "object" -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                JsonObject properties = schema.object("properties");
                properties
                        .fields()
                        .keySet()
                        .forEach(name -> object.put(name, value(properties.object(name))));
                yield object;
            }
            case "array" ->
                    schema.has("items") ? List.of(orUnknown(schema.object("items"))) : List.of();
            case "string" -> "<example>";
            case "number", "integer" -> 0L;
            case "boolean" -> false;
            default -> "<unknown>";
        };
    }

    private static Object orUnknown(JsonObject schema) {
        @Nullable Object value = value(schema);
        return value == null ? "<unknown>" : value;
    }
}
