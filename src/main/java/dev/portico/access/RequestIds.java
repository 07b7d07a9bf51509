package dev.portico.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives each request an id, its own when it brings one that is safe in logs, and each answer the
/// headers that tell browsers not to guess, frame or pass on.
@Singleton
final class RequestIds {
    static final String KEY = "portico.request-id";

    private static final String HEADER = "X-Request-Id";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,100}");

    private static final List<String> SIGNING_IN =
            List.of("/api/auth/", "/sign-in/start/", SignIn.PROVIDERS);

    /// Before authentication, so that refusals have them too.
    private static final int FIRST = 1_000;

    void register(@Observes Filters filters) {
        filters.register(RequestIds::handle, FIRST);
    }

    private static void handle(RoutingContext context) {
        @Nullable String given = context.request().getHeader(HEADER);
        String id =
                given != null && SAFE.matcher(given).matches()
                        ? given
                        : UUID.randomUUID().toString();
        context.put(KEY, id);
        context.response()
                .putHeader(HEADER, id)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", opener(context.normalizedPath()));
        context.next();
    }

    /// A window that a frontend of another origin opens to sign in goes through these, and must
    /// not be taken from who opened it at any of them, redirects included.
    private static String opener(String path) {
        return SIGNING_IN.stream().anyMatch(path::startsWith) ? "unsafe-none" : "same-origin";
    }
}
