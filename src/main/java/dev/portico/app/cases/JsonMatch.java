package dev.portico.app.cases;

import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.SchemaWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a value has at least what is expected: mappings may have more keys, lists and scalars
/// are the same. Pure.
final class JsonMatch {
    private final List<String> differences = new ArrayList<>();

    private JsonMatch() {}

    /// What differs, each with its path; empty when nothing does.
    static List<String> differences(Map<?, ?> expected, Map<?, ?> made) {
        JsonMatch match = new JsonMatch();
        match.compare("", expected, made);
        return match.differences;
    }

    private void compare(String pointer, @Nullable Object expected, @Nullable Object made) {
        if (expected instanceof Map<?, ?> left && made instanceof Map<?, ?> right) {
            left.forEach(
                    (key, value) -> {
                        String at = pointer + '/' + JsonValues.pointerToken((String) key);
                        if (right.containsKey(key)) {
                            compare(at, value, right.get(key));
                        } else {
                            differences.add(
                                    SchemaWords.fieldName(at)
                                            + " is not there; there are "
                                            + right.keySet()
                                            + ".");
                        }
                    });
        } else if (expected instanceof List<?> left
                && made instanceof List<?> right
                && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(pointer + '/' + i, left.get(i), right.get(i));
            }
        } else if (!JsonValues.toJson(expected).equals(JsonValues.toJson(made))) {
            differences.add(
                    SchemaWords.fieldName(pointer)
                            + " is "
                            + JsonValues.toJson(made)
                            + ", not "
                            + JsonValues.toJson(expected)
                            + ".");
        }
    }
}
