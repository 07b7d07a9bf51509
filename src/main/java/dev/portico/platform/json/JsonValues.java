package dev.portico.platform.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reading, writing and walking plain JSON values of the types that [JsonObject] names.
public final class JsonValues {
    private JsonValues() {}

    /// Reads any JSON value; bad JSON is a `PorticoException` INVALID_INPUT.
    public static @Nullable Object parse(String json) {
        return JsonCodec.readAny(json);
    }

    /// Compact JSON of a value.
    public static String toJson(@Nullable Object value) {
        return JsonCodec.write(JsonObject.freeze(value));
    }

    /// JSON over several lines, as JavaScript's `JSON.stringify(value, null, indent)` writes it; an
    /// empty indent makes it compact.
    public static String toJson(@Nullable Object value, String indent) {
        return indent.isEmpty() ? toJson(value) : new PrettyJson(indent).write(value);
    }

    /// Compact JSON of a value as UTF-8.
    public static byte[] toBytes(@Nullable Object value) {
        return JsonCodec.writeBytes(JsonObject.freeze(value));
    }

    /// The text that JavaScript's `String(value)` gives for a scalar: `1` for 1.0, `true`, `null`.
    public static String scalarText(@Nullable Object value) {
        return value instanceof String text ? text : JsonCodec.write(value);
    }

    /// The value a JSON pointer (RFC 6901) leads to, or null when there is none.
    public static @Nullable Object at(@Nullable Object root, String pointer) {
        @Nullable Object current = root;
        if (pointer.isEmpty()) {
            return current;
        }
        for (String token : pointer.substring(1).split("/", -1)) {
            String key = token.replace("~1", "/").replace("~0", "~");
            current =
                    switch (current) {
                        case Map<?, ?> map -> map.get(key);
                        case List<?> list when key.matches("0|[1-9][0-9]{0,8}") -> {
                            int index = Integer.parseInt(key);
                            yield index < list.size() ? list.get(index) : null;
                        }
                        case null, default -> null;
                    };
        }
        return current;
    }

    /// One token of a JSON pointer, escaped.
    public static String pointerToken(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
