package dev.portico.template.action.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where a step's path leads, and with which headers. Pure.
final class HttpTargets {
    private static final String PROXY = "/proxy/";

    private final HttpConfig config;
    private final OutgoingPolicy allowed;

    HttpTargets(HttpConfig config) {
        this.config = config;
        this.allowed = OutgoingPolicy.of(config.allowedHosts().orElse(List.of()));
    }

    /// @param headers of the configuration
    record Target(URI url, Map<String, String> headers) {}

    /// What calls may reach at most: every host the settings name.
    OutgoingPolicy policy() {
        List<String> entries = new ArrayList<>(config.allowedHosts().orElse(List.of()));
        config.baseUrl().ifPresent(url -> entries.add(entry(url)));
        config.proxy().values().forEach(proxy -> entries.add(entry(proxy.target())));
        return OutgoingPolicy.of(entries);
    }

    private static String entry(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /// INVALID_INPUT, with the setting, when it leads nowhere; FORBIDDEN for a host that is not
    /// allowed.
    Target of(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            URI url = uri(path, path);
            if (url.getHost() == null
                    || !allowed.allows(url.getScheme(), url.getHost(), url.getPort())) {
                throw new PorticoException(
                        ErrorCode.FORBIDDEN,
                        "Calling "
                                + (url.getHost() == null ? "this address" : entry(url))
                                + " is not allowed; to allow it, add it to"
                                + " portico.template.http.allowed-hosts.");
            }
            return new Target(url, Map.of());
        }
        String absolute = path.startsWith("/") ? path : "/" + path;
        if (absolute.startsWith(PROXY)) {
            String name = absolute.substring(PROXY.length()).split("[/?#]", 2)[0];
            HttpConfig.Proxy proxy = config.proxy().get(name);
            if (proxy != null) {
                String rest = absolute.substring(PROXY.length() + name.length());
                return new Target(below(proxy.target(), rest, path), proxy.headers());
            }
            if (config.baseUrl().isEmpty()) {
                throw nowhere(path, "portico.template.http.proxy." + name + ".target");
            }
        }
        URI base =
                config.baseUrl().orElseThrow(() -> nowhere(path, "portico.template.http.base-url"));
        return new Target(below(base, absolute, path), Map.of());
    }

    private static PorticoException nowhere(String path, String setting) {
        return PorticoException.invalid(
                "The path '" + path + "' leads nowhere; set " + setting + " to where it leads.");
    }

    /// Never above the base, however it is written.
    private static URI below(URI base, String rest, String path) {
        String start = base.toString();
        URI url =
                uri(
                        start.endsWith("/")
                                ? start.substring(0, start.length() - 1) + rest
                                : start + rest,
                        path);
        String decoded = String.valueOf(url.getPath());
        boolean climbs = List.of(decoded.split("[/\\\\]")).contains("..");
        if (climbs || !entry(url).equals(entry(base))) {
            throw PorticoException.invalid(
                    "The path '" + path + "' must not lead out of where it starts.");
        }
        return url;
    }

    private static URI uri(String text, String path) {
        try {
            URI url = new URI(text);
            if (url.getUserInfo() != null) {
                throw PorticoException.invalid("An address to call must hold no credentials.");
            }
            return url;
        } catch (URISyntaxException e) {
            throw PorticoException.invalid(
                    "The path '" + path + "' is no address: " + e.getReason() + ".");
        }
    }
}
