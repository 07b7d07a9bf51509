package dev.portico.access;

import org.jspecify.annotations.Nullable;

/// Where the request that is being answered comes from. Outside of a request all is null.
public interface CurrentRequest {
    /// The address of whoever sent it.
    @Nullable String address();

    /// Its id, as the header `X-Request-Id` of the answer tells it.
    @Nullable String id();
}
