package dev.portico.scm;

import dev.portico.platform.PorticoException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All Git hosts that configuration names; any other is guessed by its name.
public final class GitHosts {
    private final List<GitHost> hosts;

    public GitHosts(List<GitHost> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    public List<GitHost> configured() {
        return hosts;
    }

    /// The host of a repository.
    public GitHost of(RepoUrl repository) {
        return hosts.stream()
                .filter(host -> covers(host.url(), repository))
                .findFirst()
                .orElseGet(() -> GitHost.guess(repository));
    }

    /// The configured host of a repository of a template; INVALID_INPUT when there is none.
    public GitHost require(RepoSpec spec) {
        return hosts.stream()
                .filter(host -> authority(host.url()).equals(spec.host()))
                .findFirst()
                .orElseThrow(
                        () ->
                                PorticoException.invalid(
                                        "The Git host "
                                                + spec.host()
                                                + " is not configured; add its address as"
                                                + " portico.source.git.hosts.<name>.url, and a"
                                                + " token."));
    }

    private static String authority(URI host) {
        String name = host.getHost() == null ? "" : host.getHost().toLowerCase(Locale.ROOT);
        boolean usual = host.getPort() < 0 || port(host) == RepoUrl.defaultPort(host.getScheme());
        return usual ? name : name + ":" + host.getPort();
    }

    private static boolean covers(URI host, RepoUrl repository) {
        String name = host.getHost() == null ? "" : host.getHost().toLowerCase(Locale.ROOT);
        if (repository.isLocal() || !name.equals(repository.host())) {
            return false;
        }
        return !repository.isHttp() || port(host) == repository.effectivePort();
    }

    private static int port(URI host) {
        return host.getPort() < 0 ? RepoUrl.defaultPort(host.getScheme()) : host.getPort();
    }

    /// Reads the address of a file or folder in a repository; empty when it is something else, as a
    /// plain file on a web server.
    public Optional<BrowseUrl> browse(String url) {
        URI uri;
        try {
            uri = URI.create(url.strip().replace(" ", "%20"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null
                || uri.getScheme() == null
                || !uri.getScheme().startsWith("http")) {
            return Optional.empty();
        }
        RepoUrl site =
                new RepoUrl(
                        uri.getScheme().toLowerCase(Locale.ROOT),
                        null,
                        uri.getHost().toLowerCase(Locale.ROOT),
                        uri.getPort(),
                        "");
        return BrowseParser.parse(of(site).kind(), url);
    }
}
