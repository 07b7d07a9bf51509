package dev.portico.source.kubernetes;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which objects of clusters an entity's annotations mean, as Backstage reads them.
///
/// @param cluster the only one that is meant; empty for all
/// @param namespace the only one that is meant; empty for all
/// @param labels selector of labels
/// @param declared whether an annotation says so, and not just the entity's name
record ObjectSelection(
        Optional<String> cluster, Optional<String> namespace, String labels, boolean declared) {
    private static final String ID = "backstage.io/kubernetes-id";

    private static final String NAMESPACE = "backstage.io/kubernetes-namespace";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /// INVALID_INPUT when the namespace can't be one.
    static ObjectSelection of(Entity entity) {
        Optional<String> id = annotation(entity, ID);
        Optional<String> selector = annotation(entity, "backstage.io/kubernetes-label-selector");
        return new ObjectSelection(
                annotation(entity, "backstage.io/kubernetes-cluster"),
                namespace(entity),
                selector.orElseGet(() -> ID + "=" + id.orElse(entity.name())),
                id.isPresent() || selector.isPresent());
    }

    private static Optional<String> namespace(Entity entity) {
        Optional<String> namespace = annotation(entity, NAMESPACE);
        if (namespace.isPresent() && !NAME.matcher(namespace.get()).matches()) {
            throw PorticoException.invalid(
                    "The entity's annotation "
                            + NAMESPACE
                            + " is '"
                            + namespace.get()
                            + "', which is no name of a namespace.");
        }
        return namespace;
    }

    private static Optional<String> annotation(Entity entity, String name) {
        return entity.annotation(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean means(ClusterSettings settings) {
        return cluster.isEmpty() || cluster.get().equals(settings.name());
    }

    /// The namespaces to ask for; one empty text for the cluster as a whole.
    List<String> namespaces(ClusterSettings settings) {
        List<String> allowed = settings.namespaces();
        if (namespace.isEmpty()) {
            return allowed.isEmpty() ? List.of("") : allowed;
        }
        return allowed.isEmpty() || allowed.contains(namespace.get())
                ? List.of(namespace.get())
                : List.of();
    }
}
