package dev.portico.template.expression;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values for whatever a template refers to.
final class MadeUpContext {
    private static final List<Object> KINDS =
            List.of("text", "My Text-1", true, false, 3L, 1.5, "", List.of("a", "b"), List.of());

    private MadeUpContext() {}

    /// @param variant 0 gives texts, others values of all types, chosen by name
    static JsonObject of(References references, int variant) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        for (References.Path path : references.paths()) {
            put(root, path.segments(), variant);
        }
        return JsonObject.of(root);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, @Nullable Object> into, List<String> path, int variant) {
        String key = path.getFirst();
        if (path.size() == 1) {
            into.putIfAbsent(key, value(key, variant));
        } else {
            Object child =
                    into.get(key) instanceof Map<?, ?> map
                            ? map
                            : new LinkedHashMap<String, Object>();
            into.put(key, child);
            put((Map<String, @Nullable Object>) child, path.subList(1, path.size()), variant);
        }
    }

    private static Object value(String key, int variant) {
        if (variant == 0) {
            return "a-" + key;
        }
        int kind = Math.floorMod(key.hashCode() + variant, KINDS.size() + 1);
        return kind == KINDS.size() ? Map.of("name", key) : KINDS.get(kind);
    }
}
