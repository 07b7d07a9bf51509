package dev.portico.model;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads Backstage's predicate language (the `query` of POST bodies) into an [EntityFilter].
public final class PredicateParser {
    private static final int MAX_DEPTH = 64;

    private PredicateParser() {}

    public static EntityFilter parse(JsonObject predicate) {
        return predicate(predicate.fields(), 0);
    }

    private static EntityFilter predicate(@Nullable Object value, int depth) {
        if (!(value instanceof Map<?, ?> map)) {
            throw invalid(
                    "primitive values are not supported as predicates. Wrap the value in a field"
                            + " expression, e.g. { \"kind\": "
                            + JsonValues.toJson(value)
                            + " }");
        }
        if (depth > MAX_DEPTH) {
            throw invalid("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        for (Object key : map.keySet()) {
            if (key.toString().startsWith("$")) {
                return logic(key.toString(), map, depth);
            }
        }
        List<EntityFilter> parts = new ArrayList<>();
        map.forEach((key, condition) -> parts.add(condition(key.toString(), condition)));
        return parts.size() == 1 ? parts.getFirst() : new EntityFilter.And(parts);
    }

    private static EntityFilter logic(String operator, Map<?, ?> map, int depth) {
        if (map.size() > 1) {
            throw invalid("the operator " + operator + " must be the only key of its object");
        }
        @Nullable Object operand = map.get(operator);
        return switch (operator) {
            case "$all" -> new EntityFilter.And(predicates(operator, operand, depth));
            case "$any" -> new EntityFilter.Or(predicates(operator, operand, depth));
            case "$not" -> new EntityFilter.Not(predicate(operand, depth + 1));
            default ->
                    throw invalid("unknown operator " + operator + ", expected $all, $any or $not");
        };
    }

    private static List<EntityFilter> predicates(
            String operator, @Nullable Object operand, int depth) {
        if (!(operand instanceof List<?> list)) {
            throw invalid("the operand of " + operator + " must be a list of predicates");
        }
        List<EntityFilter> parts = new ArrayList<>();
        for (@Nullable Object element : list) {
            parts.add(predicate(element, depth + 1));
        }
        return parts;
    }

    private static EntityFilter condition(String key, @Nullable Object value) {
        if (isPrimitive(value)) {
            return EntityFilter.equal(key, JsonValues.scalarText(value));
        }
        if (value instanceof Map<?, ?> map && map.size() == 1) {
            String operator = map.keySet().iterator().next().toString();
            @Nullable Object operand = map.get(operator);
            if (operator.equals("$contains")) {
                return contains(key, operand);
            }
            if (operator.equals("$exists") && operand instanceof Boolean wanted) {
                EntityFilter exists = new EntityFilter.Exists(key);
                return wanted ? exists : new EntityFilter.Not(exists);
            }
            if (operator.equals("$in") && operand instanceof List<?> list) {
                return new EntityFilter.In(key, primitives(key, list));
            }
            if (operator.equals("$hasPrefix") && operand instanceof String prefix) {
                return new EntityFilter.Prefix(key, prefix);
            }
        }
        throw invalid(
                "value for field \""
                        + key
                        + "\": expected a primitive value, $exists, $in, $hasPrefix, or $contains"
                        + " operator, but got "
                        + JsonValues.toJson(value));
    }

    private static EntityFilter contains(String key, @Nullable Object target) {
        if (isPrimitive(target)) {
            return EntityFilter.equal(key, JsonValues.scalarText(target));
        }
        if (target instanceof Map<?, ?> map) {
            if (key.equalsIgnoreCase("relations")) {
                return related(map);
            }
            throw PorticoException.invalid(
                    "Object form of $contains is not supported for field \"" + key + "\"");
        }
        throw PorticoException.invalid(
                "Unsupported $contains target for field \""
                        + key
                        + "\": "
                        + JsonValues.toJson(target));
    }

    private static EntityFilter related(Map<?, ?> map) {
        @Nullable String type = null;
        @Nullable List<String> targets = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = entry.getKey().toString();
            if (key.equalsIgnoreCase("type")) {
                type = entry.getValue() instanceof String text ? text : null;
            } else if (key.equalsIgnoreCase("targetRef")) {
                targets = targets(entry.getValue());
            } else {
                throw PorticoException.invalid(
                        "Unsupported key \""
                                + key
                                + "\" in $contains for \"relations\". Only \"type\" and"
                                + " \"targetRef\" are supported");
            }
        }
        if (type == null || type.isEmpty()) {
            throw PorticoException.invalid(
                    "The $contains operator for \"relations\" requires a \"type\" string"
                            + " property");
        }
        return new EntityFilter.Related(type, targets);
    }

    private static List<String> targets(@Nullable Object value) {
        if (value instanceof String ref) {
            return List.of(ref.toLowerCase(Locale.ROOT));
        }
        if (value instanceof Map<?, ?> map
                && map.size() == 1
                && map.get("$in") instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            if (list.isEmpty()) {
                throw PorticoException.invalid(
                        "Empty \"$in\" array for $contains on \"relations\" is not allowed");
            }
            return list.stream().map(ref -> ref.toString().toLowerCase(Locale.ROOT)).toList();
        }
        throw PorticoException.invalid(
                "Unsupported value in $contains for \"relations\": expected a string or { \"$in\":"
                        + " [strings] }, but got "
                        + JsonValues.toJson(value));
    }

    private static List<String> primitives(String key, List<?> list) {
        List<String> values = new ArrayList<>();
        for (@Nullable Object element : list) {
            if (!isPrimitive(element)) {
                throw invalid(
                        "$in for field \""
                                + key
                                + "\" takes strings, numbers and booleans, but got "
                                + JsonValues.toJson(element));
            }
            values.add(JsonValues.scalarText(element));
        }
        return values;
    }

    private static boolean isPrimitive(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static PorticoException invalid(String what) {
        return PorticoException.invalid("Invalid filter predicate: " + what);
    }
}
