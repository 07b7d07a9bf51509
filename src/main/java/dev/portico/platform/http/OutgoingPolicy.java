package dev.portico.platform.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.Collection;
import java.util.Locale;

/// Which hosts the program may call: those that configuration names or allows, whatever their
/// address range, and no others. Asked before every connection and again for every redirect.
///
/// An entry is `host` (the scheme's own port), `host:port`, `host:*` (every port), and a host may
/// be `*.example.com` (everything below it).
public final class OutgoingPolicy {
    private final OutgoingHosts hosts;

    public OutgoingPolicy(OutgoingHosts hosts) {
        this.hosts = hosts;
    }

    /// Only these entries, for ever.
    public static OutgoingPolicy of(Collection<String> entries) {
        return new OutgoingPolicy(() -> entries);
    }

    public boolean allows(String scheme, String host, int port) {
        int effective = port < 0 ? defaultPort(scheme) : port;
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.allowed().stream().anyMatch(entry -> matches(entry, scheme, name, effective));
    }

    /// FORBIDDEN, with a sentence that names the setting, when the host may not be called.
    public void require(String scheme, String host, int port) {
        if (!allows(scheme, host, port)) {
            String shown = port < 0 || port == defaultPort(scheme) ? host : host + ":" + port;
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Calling "
                            + shown
                            + " is not allowed; to allow it, add it to"
                            + " portico.location.allowed-hosts.");
        }
    }

    private static boolean matches(String entry, String scheme, String host, int port) {
        String allowed = entry.strip().toLowerCase(Locale.ROOT);
        int colon = allowed.lastIndexOf(':');
        boolean hasPort = colon > 0 && allowed.indexOf(']', colon) < 0;
        String allowedHost = hasPort ? allowed.substring(0, colon) : allowed;
        String allowedPort = hasPort ? allowed.substring(colon + 1) : "";
        boolean hostMatches =
                allowedHost.startsWith("*.")
                        ? host.endsWith(allowedHost.substring(1))
                        : host.equals(allowedHost);
        if (!hostMatches) {
            return false;
        }
        return switch (allowedPort) {
            case "*" -> true;
            case "" -> port == defaultPort(scheme);
            default -> allowedPort.equals(Integer.toString(port));
        };
    }

    static int defaultPort(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> 443;
            case "http" -> 80;
            case "ssh" -> 22;
            case "git" -> 9418;
            default -> -1;
        };
    }
}
