package dev.portico.access.issuer;

import dev.portico.access.AccessConfig;
import dev.portico.access.IssuerConfig;
import dev.portico.platform.http.OutgoingHosts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// The hosts that are asked for the keys of issuers.
@Singleton
final class IssuerHosts implements OutgoingHosts {
    private final Set<String> allowed = new LinkedHashSet<>();

    IssuerHosts(AccessConfig config) {
        config.issuers().forEach((name, issuer) -> add("portico.access.issuers." + name, issuer));
    }

    private void add(String setting, IssuerConfig issuer) {
        if (issuer.jwksFile().isEmpty()) {
            URI url = issuer.jwksUrl().orElseGet(() -> URI.create(Issuers.issuer(setting, issuer)));
            if (url.getHost() != null) {
                allowed.add(
                        url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
            }
        }
    }

    @Override
    public Collection<String> allowed() {
        return allowed;
    }
}
