package dev.portico.template.action.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts one value into another as lodash's `merge` does: mappings key by key, lists place by place,
/// all else replaces. Pure.
///
/// @param joinLists whether a list gets the other's elements that it has not, at its end, instead
record Merging(boolean joinLists) {
    @Nullable Object merge(@Nullable Object into, @Nullable Object from) {
        return switch (into) {
            case Map<?, ?> old when from instanceof Map<?, ?> added -> {
                Map<Object, @Nullable Object> merged = new LinkedHashMap<>(old);
                added.forEach(
                        (key, value) ->
                                merged.put(
                                        key,
                                        merged.containsKey(key)
                                                ? merge(merged.get(key), value)
                                                : value));
                yield merged;
            }
            case List<?> old when joinLists -> {
                Set<@Nullable Object> joined = new LinkedHashSet<>(old);
                if (from instanceof List<?> added) {
                    joined.addAll(added);
                } else {
                    joined.add(from);
                }
                yield new ArrayList<>(joined);
            }
            case List<?> old when from instanceof List<?> added -> {
                List<@Nullable Object> merged = new ArrayList<>(old);
                for (int i = 0; i < added.size(); i++) {
                    if (i < merged.size()) {
                        merged.set(i, merge(merged.get(i), added.get(i)));
                    } else {
                        merged.add(added.get(i));
                    }
                }
                yield merged;
            }
            case null, default -> from;
        };
    }
}
