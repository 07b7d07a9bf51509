package dev.portico.catalog;

import dev.portico.catalog.pipeline.BuiltInKinds;
import dev.portico.catalog.pipeline.KindReader;
import dev.portico.catalog.pipeline.KindTable;
import dev.portico.model.Entity;
import dev.portico.model.Kind;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds that hold at one moment. Immutable.
public final class KindRegistry {
    /// Lints come in another order with each start of the program, and the version must not.
    private static final Comparator<KindLint> BY_KIND =
            Comparator.comparing(KindLint::kind).thenComparing(KindLint::version);

    private final KindTable table;
    private final List<KindLint> lints;
    private final String version;

    private KindRegistry(KindTable table, List<KindLint> lints) {
        this.table = table;
        this.lints = lints.stream().sorted(BY_KIND).toList();
        this.version =
                JsonObject.of(
                                Map.of(
                                        "kinds",
                                        table.kinds().stream().map(KindReader::document).toList(),
                                        "lints",
                                        this.lints.stream()
                                                .map(it -> it.kind() + ' ' + it.version())
                                                .toList()))
                        .hash();
    }

    /// The kinds that ship with the program.
    public static KindRegistry builtIn() {
        return BuiltIn.REGISTRY;
    }

    /// These kinds and the given ones; a given kind that has a built-in name replaces it.
    /// INVALID_INPUT when two of the given ones have the same name.
    public KindRegistry with(List<Kind> added) {
        return added.isEmpty() ? this : new KindRegistry(table.with(added), lints);
    }

    /// These kinds, whose documents are also looked at by the given lints, as they are now.
    public KindRegistry lintedBy(List<KindLint> added) {
        return added.isEmpty() ? this : new KindRegistry(table, added);
    }

    /// The kind that an entity of the kind `Kind` defines; INVALID_INPUT for another entity. The
    /// entity must have been accepted by [Descriptors], which checks all there is to check.
    public static Kind read(Entity entity) {
        if (!entity.kind().equals(KindReader.KIND)) {
            throw PorticoException.invalid(
                    "The entity " + entity.ref() + " does not define a kind; it is no Kind.");
        }
        return KindReader.read(entity.json());
    }

    /// The `Kind` document that defines a kind.
    public static JsonObject document(Kind kind) {
        return KindReader.document(kind);
    }

    /// The kind of this exact name, if there is one.
    public Optional<Kind> find(String name) {
        return table.find(name);
    }

    public List<Kind> kinds() {
        return table.kinds();
    }

    /// Changes exactly when one of the definitions or lints does, whatever order lints came in.
    public String version() {
        return version;
    }

    KindTable table() {
        return table;
    }

    List<KindLint> lints() {
        return lints;
    }

    /// Loaded at the first use.
    private static final class BuiltIn {
        static final KindRegistry REGISTRY = new KindRegistry(BuiltInKinds.load(), List.of());
    }
}
