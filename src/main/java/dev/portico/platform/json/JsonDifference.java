package dev.portico.platform.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One place in which two JSON objects differ.
///
/// Objects are compared key by key, as are the elements of lists of the same length that hold
/// objects; any other list that differs is one difference as a whole.
///
/// @param pointer RFC 6901, in both or in the one that has it
/// @param before null when it was not there, or was null
/// @param after null when it is not there any more, or is null
public record JsonDifference(
        String pointer, Kind kind, @Nullable Object before, @Nullable Object after) {
    /// What happened at the place.
    public enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    /// In the order of the keys: those of the first object, then new ones of the second.
    public static List<JsonDifference> between(JsonObject before, JsonObject after) {
        List<JsonDifference> found = new ArrayList<>();
        compare("", before.fields(), after.fields(), found);
        return found;
    }

    private static void compare(
            String pointer,
            @Nullable Object before,
            @Nullable Object after,
            List<JsonDifference> found) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
            compareKeys(pointer, left, right, found);
        } else if (before instanceof List<?> left
                && after instanceof List<?> right
                && left.size() == right.size()
                && left.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < left.size(); i++) {
                compare(pointer + '/' + i, left.get(i), right.get(i), found);
            }
        } else {
            found.add(new JsonDifference(pointer, Kind.CHANGED, before, after));
        }
    }

    private static void compareKeys(
            String pointer, Map<?, ?> before, Map<?, ?> after, List<JsonDifference> found) {
        Set<Object> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (Object key : keys) {
            String at = pointer + '/' + JsonValues.pointerToken((String) key);
            if (!after.containsKey(key)) {
                found.add(new JsonDifference(at, Kind.REMOVED, before.get(key), null));
            } else if (!before.containsKey(key)) {
                found.add(new JsonDifference(at, Kind.ADDED, null, after.get(key)));
            } else {
                compare(at, before.get(key), after.get(key), found);
            }
        }
    }
}
