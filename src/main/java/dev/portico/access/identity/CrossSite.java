package dev.portico.access.identity;

import dev.portico.access.DeveloperMode;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Keeps web pages of others from using what a browser sends by itself: a cookie, or that it runs
/// on the program's own machine. Reads need no such care, since the browser shows their answers to
/// no page of another origin.
@Singleton
final class CrossSite {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final DeveloperMode developer;
    private final Collection<String> origins;

    @Inject
    CrossSite(DeveloperMode developer, VertxHttpConfig http) {
        this(developer, http.cors().origins().orElse(List.of()));
    }

    /// @param origins those that CORS lets in, as `https://portal.example.com`, or an expression
    ///     between slashes
    CrossSite(DeveloperMode developer, Collection<String> origins) {
        this.developer = developer;
        this.origins = List.copyOf(origins);
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
        } else if (!isOwn(origin, request.authority())) {
            throw refusal(origin);
        }
    }

    private boolean isOwn(String origin, @Nullable String authority) {
        String own = authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        @Nullable URI uri = parse(origin);
        if (uri == null || uri.getHost() == null) {
            return false;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String from = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        return from.equals(own)
                || (from + defaultPort(uri)).equals(own)
                || (developer.isOn() && DeveloperMode.isLoopback(host))
                || origins.stream().anyMatch(allowed -> matches(allowed, origin));
    }

    private static String defaultPort(URI uri) {
        return uri.getPort() >= 0 ? "" : "https".equals(uri.getScheme()) ? ":443" : ":80";
    }

    private static @Nullable URI parse(String origin) {
        try {
            return URI.create(origin);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean matches(String allowed, String origin) {
        if (allowed.length() > 2 && allowed.startsWith("/") && allowed.endsWith("/")) {
            try {
                return Pattern.matches(allowed.substring(1, allowed.length() - 1), origin);
            } catch (PatternSyntaxException _) {
                return false;
            }
        }
        return allowed.equals(origin);
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
