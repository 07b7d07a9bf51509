package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Map;

/// The older form of a filter that a cursor may carry (`{key,values}`, `{not}`, `{anyOf}`,
/// `{allOf}`), turned into the predicate language.
final class SearchFilterTree {
    private static final int MAX_DEPTH = 64;

    private SearchFilterTree() {}

    static JsonObject toPredicate(JsonObject filter) {
        return toPredicate(filter, 0);
    }

    private static JsonObject toPredicate(JsonObject filter, int depth) {
        if (depth > MAX_DEPTH) {
            throw PorticoException.invalid("Malformed cursor: its filter is nested too deep");
        }
        if (filter.has("key")) {
            List<String> values = filter.texts("values");
            Object condition =
                    filter.has("values") ? Map.of("$in", values) : Map.of("$exists", true);
            return JsonObject.of(Map.of(filter.text("key").orElse(""), condition));
        }
        if (filter.has("not")) {
            return JsonObject.of(Map.of("$not", toPredicate(filter.object("not"), depth + 1)));
        }
        if (filter.has("anyOf")) {
            return JsonObject.of(Map.of("$any", parts(filter, "anyOf", depth)));
        }
        if (filter.has("allOf")) {
            return JsonObject.of(Map.of("$all", parts(filter, "allOf", depth)));
        }
        throw PorticoException.invalid(
                "Malformed cursor: its filter must hold key, not, anyOf or allOf");
    }

    private static List<JsonObject> parts(JsonObject filter, String key, int depth) {
        return filter.objects(key).stream().map(part -> toPredicate(part, depth + 1)).toList();
    }
}
