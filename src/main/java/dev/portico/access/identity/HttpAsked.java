package dev.portico.access.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/// A request as it came in.
record HttpAsked(HttpServerRequest request, String path) implements Asked {
    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        @Nullable Cookie cookie =
                request.getHeader("Cookie") == null ? null : request.getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    @Override
    public @Nullable String host() {
        @Nullable HostAndPort authority = request.authority();
        return authority == null ? null : authority.host();
    }

    @Override
    public @Nullable String authority() {
        @Nullable HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }
}
