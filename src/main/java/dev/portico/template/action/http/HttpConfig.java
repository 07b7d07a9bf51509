package dev.portico.template.action.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of `http:backstage:request`.
@ConfigMapping(prefix = "portico.template.http")
public interface HttpConfig {
    /// Hosts that whole addresses may lead to: `host`, `host:port`, `host:*`, `*.example.com`.
    Optional<List<String>> allowedHosts();

    /// Where paths lead that are no whole address, as `https://backstage.example.com/api`.
    Optional<URI> baseUrl();

    /// Where paths that begin with `/proxy/` and this name lead.
    Map<String, Proxy> proxy();

    /// How long an answer may take.
    @WithDefault("30s")
    Duration timeout();

    /// One target of paths.
    interface Proxy {
        /// Address that stands for `/proxy/` and the name.
        URI target();

        /// Headers that are sent there, as `Authorization`; no template sees them.
        Map<String, String> headers();
    }
}
