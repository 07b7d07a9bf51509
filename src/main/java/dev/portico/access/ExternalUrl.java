package dev.portico.access;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/// Where browsers and others reach the program.
@Singleton
public final class ExternalUrl {
    private final URI url;

    @Inject
    ExternalUrl(AccessConfig config, VertxHttpConfig http) {
        this(config.externalUrl(), http.host(), http.port());
    }

    /// @param host the address the program is bound to, for where none is configured
    public ExternalUrl(Optional<URI> configured, String host, int port) {
        this.url =
                configured
                        .map(one -> URI.create(one.toString().replaceFirst("/+$", "")))
                        .orElseGet(() -> bound(host, port));
    }

    private static URI bound(String host, int port) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? "127.0.0.1" : host;
        return URI.create(
                "http://%s:%d".formatted(name.contains(":") ? "[" + name + "]" : name, port));
    }

    /// Without a slash at the end.
    public URI url() {
        return url;
    }

    /// An address below it.
    ///
    /// @param path begins with a slash
    public URI at(String path) {
        return URI.create(url + path);
    }

    public boolean isHttps() {
        return "https".equals(url.getScheme());
    }
}
