package dev.portico.template.form;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.JsonSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A page of a form as a schema to check with. Templates are written for a validator that is
/// lenient with schemas: `required: true` stands at a field, empty fields are declared. What no
/// schema may have counts for nothing here, and the rest is checked.
///
/// @param json the schema that holds
/// @param compiled null when nothing of it can be used
/// @param problems what is wrong with the schema as it was written
public record FormSchema(
        JsonObject json, @Nullable JsonSchema compiled, List<JsonSchema.Violation> problems) {
    private static final int ROUNDS = 5;

    public static FormSchema of(JsonObject page) {
        JsonObject current = JsonObject.of(withRequiredLists(page.fields()));
        List<JsonSchema.Violation> problems = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            JsonSchema.Compiled compiled = JsonSchema.compileForm(current);
            if (compiled.schema() != null) {
                return new FormSchema(current, compiled.schema(), List.copyOf(problems));
            }
            List<JsonSchema.Violation> exact = exact(compiled.violations());
            if (round == 0) {
                problems.addAll(exact);
            }
            JsonObject next = current;
            for (JsonSchema.Violation violation : exact) {
                next = without(next, violation.pointer());
            }
            if (next.equals(current)) {
                break;
            }
            current = next;
        }
        return new FormSchema(current, null, List.copyOf(problems));
    }

    /// Where one thing is wrong, what is around it is told to be wrong, too.
    private static List<JsonSchema.Violation> exact(List<JsonSchema.Violation> violations) {
        return violations.stream()
                .filter(
                        violation ->
                                violations.stream()
                                        .noneMatch(
                                                other ->
                                                        other.pointer()
                                                                .startsWith(
                                                                        violation.pointer() + '/')))
                .toList();
    }

    /// `required: true` at a field becomes part of the list of the object that has the field; what
    /// stands twice in that list counts once.
    private static Map<String, @Nullable Object> withRequiredLists(
            Map<String, @Nullable Object> schema) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        schema.forEach((key, value) -> result.put(key, nested(value)));
        Set<Object> required = new LinkedHashSet<>();
        if (result.get("properties") instanceof Map<?, ?> properties) {
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
            properties.forEach(
                    (name, value) -> kept.put(name, withoutFlag((String) name, value, required)));
            result.put("properties", kept);
        }
        if (result.get("required") instanceof List<?> list) {
            required.addAll(list);
        }
        if (!required.isEmpty()) {
            result.put("required", List.copyOf(required));
        }
        return result;
    }

    private static @Nullable Object withoutFlag(
            String name, @Nullable Object property, Set<Object> required) {
        if (!(property instanceof Map<?, ?> map)
                || !(map.get("required") instanceof Boolean flag)) {
            return property;
        }
        if (flag) {
            required.add(name);
        }
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        copy.remove("required");
        return copy;
    }

    private static @Nullable Object nested(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> withRequiredLists(JsonObject.of(map).fields());
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(nested(element)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    /// A copy without the value that a pointer leads to.
    private static JsonObject without(JsonObject schema, String pointer) {
        int slash = pointer.lastIndexOf('/');
        if (slash < 0) {
            return schema;
        }
        String key = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        String parent = pointer.substring(0, slash);
        if (!(JsonValues.at(schema.fields(), parent) instanceof Map<?, ?> around)) {
            // an element of a list can't be taken away alone: the whole list counts for nothing
            return without(schema, parent);
        }
        return with(schema, parent, JsonObject.of(around).without(key));
    }

    private static JsonObject with(JsonObject schema, String pointer, JsonObject value) {
        return pointer.isEmpty()
                ? value
                : JsonObject.of(replaced(schema.fields(), pointer.substring(1).split("/"), value));
    }

    private static Map<String, @Nullable Object> replaced(
            Map<?, ?> fields, String[] way, JsonObject value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        fields.forEach((key, old) -> copy.put((String) key, old));
        String key = way[0].replace("~1", "/").replace("~0", "~");
        String[] rest = Arrays.copyOfRange(way, 1, way.length);
        copy.put(key, rest.length == 0 ? value : inside(copy.get(key), rest, value));
        return copy;
    }

    private static @Nullable Object inside(
            @Nullable Object parent, String[] way, JsonObject value) {
        return switch (parent) {
            case Map<?, ?> map -> replaced(map, way, value);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list);
                int index = Integer.parseInt(way[0]);
                String[] rest = Arrays.copyOfRange(way, 1, way.length);
                copy.set(index, rest.length == 0 ? value : inside(copy.get(index), rest, value));
                yield copy;
            }
            case null, default -> parent;
        };
    }
}
