package dev.portico.access.identity;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests for tests, made by what they bring.
record AskedBy(
        String method,
        String path,
        @Nullable String authority,
        Map<String, String> headers,
        Map<String, String> cookies)
        implements Asked {
    static AskedBy get(String path) {
        return new AskedBy("GET", path, "127.0.0.1:7007", Map.of(), Map.of());
    }

    static AskedBy post(String path) {
        return new AskedBy("POST", path, "127.0.0.1:7007", Map.of(), Map.of());
    }

    AskedBy at(@Nullable String other) {
        return new AskedBy(method, path, other, headers, cookies);
    }

    AskedBy with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new AskedBy(method, path, authority, more, cookies);
    }

    AskedBy withCookie(String name, String value) {
        Map<String, String> more = new HashMap<>(cookies);
        more.put(name, value);
        return new AskedBy(method, path, authority, headers, more);
    }

    AskedBy bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    @Override
    public @Nullable String host() {
        return authority == null ? null : authority.replaceFirst(":[0-9]+$", "");
    }
}
