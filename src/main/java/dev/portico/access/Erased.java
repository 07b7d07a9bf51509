package dev.portico.access;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What became of an erasure.
///
/// @param rows how many rows of which table were removed or changed, by name of the table
/// @param remaining what still names the person and why, each a sentence that says what to do
public record Erased(SequencedMap<String, Integer> rows, List<String> remaining) {
    public static final Erased NOTHING = new Erased(new TreeMap<>(), List.of());

    public Erased {
        rows = new TreeMap<>(rows);
        rows.values().removeIf(count -> count == 0);
        remaining = List.copyOf(remaining);
    }

    public Erased and(Erased other) {
        SequencedMap<String, Integer> all = new TreeMap<>(rows);
        other.rows.forEach((table, count) -> all.merge(table, count, Integer::sum));
        List<String> left = new ArrayList<>(remaining);
        left.addAll(other.remaining);
        return new Erased(all, left);
    }
}
