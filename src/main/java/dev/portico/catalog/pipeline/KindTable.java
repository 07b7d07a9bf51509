package dev.portico.catalog.pipeline;

import dev.portico.model.Kind;
import dev.portico.platform.Nearest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.schema.JsonSchema;
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

    /// The kind that was probably meant.
    Optional<String> nearest(String name) {
        return Nearest.of(name, entries.keySet());
    }

    record Entry(Kind kind, JsonSchema schema) {}
}
