package dev.portico.access.identity;

import dev.portico.access.Origins;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps web pages of others from using what a browser sends by itself: a cookie, or that it runs
/// on the program's own machine. Reads need no such care, since the browser shows their answers to
/// no page of another origin.
@Singleton
final class CrossSite {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Origins origins;

    CrossSite(Origins origins) {
        this.origins = origins;
    }

    /// FORBIDDEN for a request that changes something, or opens a web socket, and comes from a page
    /// of another site.
    void requireOwn(Asked request) {
        if (SAFE.contains(request.method()) && request.header("Upgrade") == null) {
            return;
        }
        @Nullable String origin = request.header("Origin");
        if (origin == null) {
            if ("cross-site".equals(request.header("Sec-Fetch-Site"))) {
                throw refusal("another site");
            }
        } else if (!origins.allow(origin, request.authority())) {
            throw refusal(origin);
        }
    }

    private static PorticoException refusal(String from) {
        return new PorticoException(
                ErrorCode.FORBIDDEN,
                "A page of "
                        + from
                        + " may not write here with what the browser adds by itself; send a token in"
                        + " the header Authorization, or name the origin in"
                        + " quarkus.http.cors.origins.");
    }
}
