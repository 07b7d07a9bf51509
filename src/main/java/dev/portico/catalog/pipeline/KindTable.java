package dev.portico.catalog.pipeline;

import dev.portico.model.Kind;
import dev.portico.platform.PorticoException;
import dev.portico.platform.schema.JsonSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kinds by name, each with its compiled schema. Immutable.
public final class KindTable {
    /// No kind at all, to read the first definitions with.
    public static final KindTable EMPTY = new KindTable(Map.of());

    private final Map<String, Entry> entries;

    private KindTable(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /// These kinds and the given ones, which win over a kind of the same name. INVALID_INPUT for
    /// two given kinds with one name and for a schema that is none.
    public KindTable with(Collection<Kind> added) {
        Map<String, Entry> all = new LinkedHashMap<>(entries);
        Map<String, Kind> seen = new LinkedHashMap<>();
        for (Kind kind : added) {
            @Nullable Kind twin = seen.put(kind.name().toLowerCase(Locale.ROOT), kind);
            if (twin != null) {
                throw PorticoException.invalid(
                        "The kind " + kind.name() + " is defined twice; remove one definition.");
            }
            all.put(kind.name(), compiled(kind));
        }
        return new KindTable(all);
    }

    private Entry compiled(Kind kind) {
        @Nullable Entry known = entries.get(kind.name());
        if (known != null && known.kind().equals(kind)) {
            return known;
        }
        JsonSchema.Compiled compiled = JsonSchema.compile(kind.schema());
        if (compiled.schema() == null) {
            throw PorticoException.invalid(
                    "The schema of the kind "
                            + kind.name()
                            + " is not valid: "
                            + compiled.violations().getFirst().message());
        }
        return new Entry(kind, compiled.schema());
    }

    public List<Kind> kinds() {
        return entries.values().stream().map(Entry::kind).toList();
    }

    public Optional<Kind> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::kind);
    }

    @Nullable Entry entry(String name) {
        return entries.get(name);
    }

    /// The kind that was probably meant: the same in another case, or nearly the same.
    Optional<String> nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> near = new ArrayList<>();
        for (String known : entries.keySet()) {
            int distance = distance(lower, known.toLowerCase(Locale.ROOT));
            if (distance == 0) {
                return Optional.of(known);
            }
            if (distance <= 2 && distance * 3 < name.length()) {
                near.add(known);
            }
        }
        return near.stream().findFirst();
    }

    /// Levenshtein's distance; 3 stands for all that are larger.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return 3;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(same, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    record Entry(Kind kind, JsonSchema schema) {}
}
