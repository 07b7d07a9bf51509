package dev.portico.catalog;

import dev.portico.model.Kind;
import java.util.List;
import java.util.Optional;

/// The kinds that hold at one moment. Immutable.
public final class KindRegistry {
    private final List<Kind> kinds;

    private KindRegistry(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /// The kinds that ship with the program.
    public static KindRegistry builtIn() {
        return new KindRegistry(List.of());
    }

    /// These kinds and the given ones; a given kind that has a built-in name replaces it.
    public KindRegistry with(List<Kind> added) {
        return new KindRegistry(added);
    }

    /// The kind of this exact name, if there is one.
    public Optional<Kind> find(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    public List<Kind> kinds() {
        return kinds;
    }

    /// Changes exactly when one of the definitions does.
    public String version() {
        return "";
    }

    /// The definition in a `Kind` entity.
    public static Kind read(dev.portico.model.Entity entity) {
        throw new UnsupportedOperationException(entity.name());
    }
}
