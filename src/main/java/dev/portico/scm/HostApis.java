package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.JsonExchange;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.host.HostClients;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The APIs of the configured Git hosts.
public final class HostApis implements AutoCloseable {
    private static final Secret SOMEBODY = new Secret("owner:none");
    private static final int MAX_ANSWER = 8 * 1024 * 1024;

    private final GitHosts hosts;
    private final JsonExchange http;

    /// @param timeout for one answer
    public HostApis(GitHosts hosts, OutgoingPolicy policy, Duration timeout) {
        this.hosts = hosts;
        this.http = new JsonExchange(policy, timeout, MAX_ANSWER);
    }

    public GitHosts hosts() {
        return hosts;
    }

    /// The API for a repository as templates name it. INVALID_INPUT when its host is not
    /// configured or the repository not named in full; UNPROCESSABLE for a kind of host whose API
    /// is not known here.
    ///
    /// @param token instead of the host's; null for the host's
    public HostApi of(RepoSpec spec, @Nullable Secret token) {
        GitHost host = hosts.require(spec);
        RemoteAccess access = token == null ? RemoteAccess.of(host) : RemoteAccess.given(token);
        return HostClients.of(http, host, spec, access)
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.UNPROCESSABLE,
                                        spec.host()
                                                + " is a "
                                                + host.kind()
                                                + " host, whose API is not known here; set"
                                                + " portico.source.git.hosts.<name>.kind when it"
                                                + " is another."));
    }

    /// As [#of] for a host that need not be configured, of a given kind: to name addresses, not to
    /// be called.
    public HostApi named(RepoSpec spec, GitHostKind kind) {
        URI url = URI.create("https://" + spec.host());
        // a host that is configured may know by its token who is meant when nobody is named
        GitHost host = new GitHost(null, kind, url, () -> Optional.of(SOMEBODY), null);
        return HostClients.of(http, host, spec, RemoteAccess.of(host)).orElseThrow();
    }

    @Override
    public void close() {
        http.close();
    }
}
