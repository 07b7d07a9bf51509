package dev.portico.access;

import dev.portico.platform.StartupNotice;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether the program is one person's own: it can be reached from its machine alone, and nothing
/// says who its people are. Then whoever reaches it is its admin.
///
/// `portico.access.insecure` makes it so on any address.
@Singleton
public final class DeveloperMode implements StartupNotice {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final boolean insecure;
    private final boolean on;
    private final String host;

    @Inject
    DeveloperMode(AccessConfig config, VertxHttpConfig http) {
        this(config.insecure(), knowsPeople(config), http.host());
    }

    /// @param knowsPeople whether the configuration says who its people or admins are
    /// @param host the address the program is bound to
    public DeveloperMode(boolean insecure, boolean knowsPeople, String host) {
        this.insecure = insecure;
        this.host = host;
        this.on = insecure || (LOOPBACK.contains(host) && !knowsPeople);
    }

    /// Whether the configuration says who the program's people or admins are.
    public static boolean knowsPeople(AccessConfig config) {
        return !config.admins().orElse(List.of()).isEmpty()
                || !config.providers().isEmpty()
                || config.issuers().values().stream()
                        .anyMatch(issuer -> issuer.kind() == IssuerConfig.Kind.PEOPLE);
    }

    public boolean isOn() {
        return on;
    }

    /// Whether it is on for requests that ask for this host by name. A name that is not the
    /// machine's own may have been pointed at it by a web page.
    ///
    /// @param name without its port; IPv6 in brackets
    public boolean covers(String name) {
        return insecure || isLoopback(name);
    }

    /// Whether a name always means the machine itself.
    public static boolean isLoopback(String name) {
        return LOOPBACK.contains(name)
                || name.endsWith(".localhost")
                || (name.startsWith("127.") && name.matches("127(\\.[0-9]{1,3}){3}"));
    }

    @Override
    public Optional<String> text() {
        if (!on) {
            return Optional.empty();
        }
        return Optional.of(
                insecure
                        ? "portico.access.insecure is set: EVERYONE who reaches "
                                + host
                                + " is admin, without signing in."
                        : "developer mode: the program listens on "
                                + host
                                + " alone and no identity provider is configured, so whoever reaches it"
                                + " is its admin.");
    }
}
