package dev.portico.template;

import org.jspecify.annotations.Nullable;

/// Something outside that a task made.
///
/// @param ref what identifies it: the identity of a repository, that of a repository and `#` and
///     the number for a pull request, an entity ref, or `cluster/apiVersion/Kind/namespace/name`
/// @param url where a browser finds it; null when nowhere
public record Made(Type type, String ref, @Nullable String url) {
    /// What kind of thing it is.
    public enum Type {
        REPOSITORY,
        PULL_REQUEST,
        LOCATION,
        ENTITY,
        OBJECT
    }
}
