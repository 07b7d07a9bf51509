package dev.portico.api.rest;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads Backstage's `filter` parameters into its predicate language: several filters are
/// alternatives, the statements of one (`key`, `key=value`, separated by commas) must all hold,
/// and a key that comes again means one of its values. [PredicateParser] goes on from there.
final class FilterParser {
    private FilterParser() {}

    /// Empty when there is no effective filter.
    static Optional<JsonObject> parse(List<String> filters) {
        List<JsonObject> alternatives = new ArrayList<>();
        for (String filter : filters) {
            alternative(filter).ifPresent(alternatives::add);
        }
        return switch (alternatives.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(alternatives.getFirst());
            default -> Optional.of(JsonObject.of(Map.of("$any", alternatives)));
        };
    }

    private static Optional<JsonObject> alternative(String filter) {
        Map<String, List<String>> valuesByKey = new LinkedHashMap<>();
        for (String part : filter.split(",")) {
            String statement = part.trim();
            if (!statement.isEmpty()) {
                add(statement, valuesByKey);
            }
        }
        List<JsonObject> parts = new ArrayList<>();
        valuesByKey.forEach((key, values) -> parts.add(condition(key, values)));
        return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(parts.getFirst());
            default -> Optional.of(JsonObject.of(Map.of("$all", parts)));
        };
    }

    private static void add(String statement, Map<String, List<String>> valuesByKey) {
        int equals = statement.indexOf('=');
        String key = equals < 0 ? statement : statement.substring(0, equals).trim();
        if (key.isEmpty()) {
            throw PorticoException.invalid(
                    "Invalid filter, '"
                            + statement
                            + "' is not a valid statement (expected a string on the form a=b or a="
                            + " or a)");
        }
        List<String> values = valuesByKey.computeIfAbsent(key, _ -> new ArrayList<>());
        if (equals >= 0) {
            values.add(statement.substring(equals + 1).trim());
        }
    }

    private static JsonObject condition(String key, List<String> values) {
        Object condition =
                switch (values.size()) {
                    case 0 -> Map.of("$exists", true);
                    case 1 -> values.getFirst();
                    default -> Map.of("$in", values);
                };
        return JsonObject.of(Map.of(key, condition));
    }
}
