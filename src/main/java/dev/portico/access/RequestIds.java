package dev.portico.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives each request an id, its own when it brings one that is safe in logs, and each answer the
/// headers that tell browsers not to guess, frame or pass on.
@Singleton
final class RequestIds {
    static final String KEY = "portico.request-id";

    private static final String HEADER = "X-Request-Id";
    private static final CharSequence CONTENT_TYPE_OPTIONS =
            HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAME_OPTIONS =
            HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER_POLICY =
            HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
    private static final CharSequence OPENER_POLICY =
            HttpHeaders.createOptimized("Cross-Origin-Opener-Policy");
    private static final CharSequence UNSAFE_NONE = HttpHeaders.createOptimized("unsafe-none");
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
        String id = given != null && SAFE.matcher(given).matches() ? given : next();
        context.put(KEY, id);
        context.response()
                .headers()
                .set(HEADER, id)
                .set(CONTENT_TYPE_OPTIONS, NO_SNIFF)
                .set(FRAME_OPTIONS, DENY)
                .set(REFERRER_POLICY, SAME_ORIGIN)
                .set(OPENER_POLICY, opener(context.normalizedPath()));
        context.next();
    }

    /// Tells requests apart and is no secret, so that it need not be from a source that others wait
    /// for.
    private static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /// A window that a frontend of another origin opens to sign in goes through these, and must
    /// not be taken from who opened it at any of them, redirects included.
    private static CharSequence opener(String path) {
        for (String signingIn : SIGNING_IN) {
            if (path.startsWith(signingIn)) {
                return UNSAFE_NONE;
            }
        }
        return SAME_ORIGIN;
    }
}
