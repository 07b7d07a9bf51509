package dev.portico.access.issuer;

import dev.portico.access.AccessConfig;
import dev.portico.access.IssuerConfig;
import dev.portico.platform.http.OutgoingHosts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// The hosts that are asked for the keys of issuers and providers.
@Singleton
final class IssuerHosts implements OutgoingHosts {
    private final Set<String> allowed = new LinkedHashSet<>();

    IssuerHosts(AccessConfig config) {
        config.issuers().forEach((name, one) -> add("portico.access.issuers." + name, one));
        config.providers().values().forEach(provider -> add(provider.issuer()));
    }

    private void add(String setting, IssuerConfig issuer) {
        if (issuer.jwksFile().isEmpty()) {
            add(issuer.jwksUrl().orElseGet(() -> URI.create(Issuers.issuer(setting, issuer))));
        }
    }

    private void add(URI url) {
        if (url.getHost() != null) {
            allowed.add(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        }
    }

    @Override
    public Collection<String> allowed() {
        return allowed;
    }
}
