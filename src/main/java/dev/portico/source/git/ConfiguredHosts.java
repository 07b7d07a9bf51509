package dev.portico.source.git;

import dev.portico.catalog.LocationConfig;
import dev.portico.platform.http.OutgoingHosts;
import dev.portico.scm.RepoUrl;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// The hosts that the settings of Git and of locations name.
@Singleton
final class ConfiguredHosts implements OutgoingHosts {
    private final Set<String> allowed = new LinkedHashSet<>();

    ConfiguredHosts(GitConfig git, LocationConfig locations) {
        for (GitConfig.Host host : git.hosts().values()) {
            URI url = host.url();
            // without a port it is https, and ssh on its usual port
            allowed.add(url.getHost());
            if (url.getPort() >= 0) {
                allowed.add(url.getHost() + ":" + url.getPort());
            }
            if (url.getHost().equalsIgnoreCase("github.com")) {
                allowed.add("api.github.com");
            }
        }
        git.repositories().stream()
                .map(repository -> RepoUrl.parse(repository.url()))
                .filter(url -> !url.isLocal())
                .forEach(url -> allowed.add(url.authority()));
        locations.allowedHosts().ifPresent(allowed::addAll);
    }

    @Override
    public Collection<String> allowed() {
        return allowed;
    }
}
