package dev.portico.template.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of one call. Keyword arguments come to a function that doesn't know them as one
/// object behind the others, as they do in Nunjucks.
record Args(List<@Nullable Object> values, Map<String, @Nullable Object> keywords) {
    static final Args NONE = new Args(List.of(), Map.of());

    /// The argument at an index, [Undefined#VALUE] when it is not given.
    @Nullable Object get(int index) {
        if (index < values.size()) {
            return values.get(index);
        }
        if (index == values.size() && !keywords.isEmpty()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>(keywords);
            object.put("__keywords", true);
            return object;
        }
        return Undefined.VALUE;
    }

    /// The argument at an index or with a name.
    @Nullable Object get(int index, String name) {
        if (index < values.size()) {
            return values.get(index);
        }
        return keywords.containsKey(name) ? keywords.get(name) : Undefined.VALUE;
    }

    boolean has(int index) {
        return get(index) != Undefined.VALUE;
    }

    int count() {
        return values.size();
    }
}
