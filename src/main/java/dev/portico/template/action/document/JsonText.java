package dev.portico.template.action.document;

import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as JavaScript's `JSON.stringify(value, replacer, space)` writes it. Pure.
final class JsonText {
    private static final int MAX_SPACE = 10;

    private JsonText() {}

    /// @param keys those that are written, in their order; null for all
    static String write(
            @Nullable Object value, @Nullable List<String> keys, @Nullable String space) {
        String indent =
                space == null ? "" : space.substring(0, Math.min(MAX_SPACE, space.length()));
        return JsonValues.toJson(keys == null ? value : only(value, keys), indent);
    }

    private static @Nullable Object only(@Nullable Object value, List<String> keys) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> kept = new LinkedHashMap<>();
                for (String key : keys) {
                    if (map.containsKey(key)) {
                        kept.put(key, only(map.get(key), keys));
                    }
                }
                yield kept;
            }
            case List<?> list -> {
                List<@Nullable Object> kept = new ArrayList<>(list.size());
                list.forEach(element -> kept.add(only(element, keys)));
                yield kept;
            }
            case null, default -> value;
        };
    }
}
