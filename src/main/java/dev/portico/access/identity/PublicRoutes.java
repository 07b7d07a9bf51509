package dev.portico.access.identity;

import java.util.List;
import java.util.regex.Pattern;

/// Routes that answer whoever asks, or that prove by themselves who sent a request: health and
/// metrics, webhooks with their signatures, answers to steps with their tokens, and signing in.
/// A credential that is no good counts as none there.
final class PublicRoutes {
    private static final List<String> BEGINNINGS =
            List.of(
                    "/q/health",
                    "/q/metrics",
                    "/.backstage/health/",
                    "/api/webhooks/",
                    "/api/auth/",
                    "/api/app/.backstage/auth/",
                    "/sign-in",
                    "/sign-out");
    private static final Pattern CALLBACK = Pattern.compile("/api/tasks/[^/]+/callback");

    private PublicRoutes() {}

    static boolean contain(String path) {
        for (String beginning : BEGINNINGS) {
            if (path.startsWith(beginning)) {
                return true;
            }
        }
        return path.startsWith("/api/tasks/") && CALLBACK.matcher(path).matches();
    }
}
