package dev.portico.app.cases;

import dev.portico.platform.Nearest;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.platform.yaml.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value of a file and where it stands. What is wrong with it is noted, and it is read as empty.
///
/// @param name as sentences call it
record Part(Reading reading, String pointer, String name, @Nullable Object value) {
    Position at() {
        return reading.at(pointer);
    }

    void problem(String sentence) {
        reading.problem(at(), sentence);
    }

    private Part inside(String key, @Nullable Object part) {
        String at = pointer + '/' + JsonValues.pointerToken(key);
        return new Part(reading, at, SchemaWords.fieldName(at), part);
    }

    /// The fields of a mapping, whatever they are called.
    Map<String, Part> fields() {
        Map<String, Part> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> fields.put((String) key, inside((String) key, part)));
        } else {
            wrong("a mapping");
        }
        return fields;
    }

    /// The fields of a mapping that has no others than these.
    Map<String, Part> fields(Set<String> known) {
        Map<String, Part> fields = fields();
        fields.forEach(
                (key, part) -> {
                    if (!known.contains(key)) {
                        reading.problem(
                                reading.keyAt(part.pointer()),
                                "There is no key '" + key + "' here" + meant(key, known));
                    }
                });
        fields.keySet().retainAll(known);
        return fields;
    }

    private static String meant(String key, Set<String> known) {
        return Nearest.of(key, known)
                .map(near -> "; '" + near + "' is meant, perhaps.")
                .orElse("; there are " + String.join(", ", known.stream().sorted().toList()) + ".");
    }

    List<Part> elements() {
        List<Part> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (@Nullable Object element : list) {
                elements.add(inside(Integer.toString(elements.size()), element));
            }
        } else {
            wrong("a list");
        }
        return elements;
    }

    boolean isMapping() {
        return value instanceof Map<?, ?>;
    }

    boolean isText() {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    /// A text; numbers and truth values as they are written.
    String text() {
        if (!isText()) {
            wrong("a text");
            return "";
        }
        return JsonValues.scalarText(value);
    }

    /// A text that is not empty.
    String name(String what) {
        String text = text();
        if (isText() && text.isBlank()) {
            problem("The " + what + " must not be empty.");
        }
        return text;
    }

    /// A text or a list of them, at least one.
    List<Part> textsOrOne() {
        List<Part> parts = value instanceof List<?> ? elements() : List.of(this);
        parts.forEach(Part::text);
        if (parts.isEmpty()) {
            problem("The list " + name + " must not be empty.");
        }
        return parts;
    }

    JsonObject object() {
        if (value instanceof Map<?, ?> map) {
            return JsonObject.of(map);
        }
        wrong("a mapping");
        return JsonObject.EMPTY;
    }

    private void wrong(String right) {
        problem(
                "The value of "
                        + name
                        + " must be "
                        + right
                        + " but is "
                        + SchemaWords.typeOf(value)
                        + ".");
    }

    /// A field that must be there.
    static Optional<Part> require(Map<String, Part> fields, String key, Part of, String why) {
        @Nullable Part part = fields.get(key);
        if (part == null && of.isMapping()) {
            of.problem("The key '" + key + "' is missing: " + why);
        }
        return Optional.ofNullable(part);
    }
}
