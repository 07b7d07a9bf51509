package dev.portico.scm.host;

import dev.portico.platform.http.JsonExchange;
import dev.portico.scm.GitHost;
import dev.portico.scm.HostApi;
import dev.portico.scm.RemoteAccess;
import dev.portico.scm.RepoSpec;
import java.util.Optional;

/// Picks the API that fits a host.
public final class HostClients {
    private HostClients() {}

    /// Empty for a kind of host whose API is not known.
    public static Optional<HostApi> of(
            JsonExchange http, GitHost host, RepoSpec spec, RemoteAccess access) {
        HostCalls calls = new HostCalls(http, host, access);
        return switch (host.kind()) {
            case GITHUB -> Optional.of(new GithubApi(calls, spec));
            case GITLAB -> Optional.of(new GitlabApi(calls, spec));
            case GITEA -> Optional.of(new GiteaApi(calls, spec));
            case AZURE -> Optional.of(new AzureApi(calls, spec));
            case BITBUCKET, BITBUCKET_SERVER, GENERIC -> Optional.empty();
        };
    }
}
