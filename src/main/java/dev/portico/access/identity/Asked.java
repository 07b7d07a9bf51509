package dev.portico.access.identity;

import org.jspecify.annotations.Nullable;

/// What of a request says who sent it.
interface Asked {
    String method();

    /// Without the query.
    String path();

    /// The first of that name; null for none.
    @Nullable String header(String name);

    @Nullable String cookie(String name);

    /// The host that was asked for, without its port; null when the request does not say.
    @Nullable String host();

    /// The host that was asked for, with its port where it has one.
    @Nullable String authority();
}
