package dev.portico.access;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Whose web pages may speak for whoever looks at them: the program's own, those that CORS lets in,
/// and in developer mode those on the machine itself.
@Singleton
public final class Origins {
    private final DeveloperMode developer;
    private final Collection<String> allowed;

    @Inject
    Origins(DeveloperMode developer, VertxHttpConfig http) {
        this(developer, http.cors().origins().orElse(List.of()));
    }

    /// @param allowed as `https://portal.example.com`, or an expression between slashes
    public Origins(DeveloperMode developer, Collection<String> allowed) {
        this.developer = developer;
        this.allowed = List.copyOf(allowed);
    }

    /// @param authority host and port that the request asks for; null when it does not say
    public boolean allow(String origin, @Nullable String authority) {
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
                || allowed.stream().anyMatch(one -> matches(one, origin));
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

    private static boolean matches(String one, String origin) {
        if (one.length() > 2 && one.startsWith("/") && one.endsWith("/")) {
            try {
                return Pattern.matches(one.substring(1, one.length() - 1), origin);
            } catch (PatternSyntaxException _) {
                return false;
            }
        }
        return one.equals(origin);
    }
}
