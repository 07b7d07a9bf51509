package dev.portico.model;

import dev.portico.platform.PorticoException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The identity of an entity: `kind:namespace/name`, always lower case (entity-model rules of
/// Backstage: identity is the lower-cased canonical string).
public record EntityRef(String kind, String namespace, String name)
        implements Comparable<EntityRef> {
    public static final String DEFAULT_NAMESPACE = "default";

    public EntityRef {
        if (kind.isEmpty() || namespace.isEmpty() || name.isEmpty()) {
            throw PorticoException.invalid(
                    "An entity ref needs a kind, a namespace and a name, as in"
                            + " component:default/orders.");
        }
        kind = kind.toLowerCase(Locale.ROOT);
        namespace = namespace.toLowerCase(Locale.ROOT);
        name = name.toLowerCase(Locale.ROOT);
    }

    /// Parses `kind:[namespace/]name`; a missing kind or an empty part is INVALID_INPUT.
    public static EntityRef parse(String text) {
        return parse(text, null, DEFAULT_NAMESPACE);
    }

    /// Parses `[kind:][namespace/]name`. The first `:` ends the kind unless a `/` comes earlier,
    /// the first `/` ends the namespace. INVALID_INPUT when a part is empty or the kind is missing
    /// and there is no default.
    public static EntityRef parse(
            String text, @Nullable String defaultKind, String defaultNamespace) {
        String trimmed = text.trim();
        int colon = trimmed.indexOf(':');
        int slash = trimmed.indexOf('/');
        if (colon >= 0 && slash >= 0 && slash < colon) {
            colon = -1;
        }
        @Nullable String kind = colon >= 0 ? trimmed.substring(0, colon) : defaultKind;
        String rest = trimmed.substring(colon + 1);
        slash = rest.indexOf('/');
        String namespace = slash >= 0 ? rest.substring(0, slash) : defaultNamespace;
        String name = rest.substring(slash + 1);
        if (kind == null) {
            throw PorticoException.invalid(
                    "The entity ref '"
                            + text
                            + "' has no kind; write it as kind:"
                            + trimmed
                            + ", for example component:"
                            + trimmed
                            + ".");
        }
        if (kind.isEmpty() || namespace.isEmpty() || name.isEmpty()) {
            throw PorticoException.invalid(
                    "The entity ref '"
                            + text
                            + "' has an empty part; the form is [kind:][namespace/]name.");
        }
        return new EntityRef(kind, namespace, name);
    }

    @Override
    public int compareTo(EntityRef other) {
        int byKind = kind.compareTo(other.kind);
        if (byKind != 0) {
            return byKind;
        }
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /// The canonical string `kind:namespace/name`.
    @Override
    public String toString() {
        return kind + ':' + namespace + '/' + name;
    }
}
