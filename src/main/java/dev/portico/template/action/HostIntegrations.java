package dev.portico.template.action;

import dev.portico.platform.PorticoException;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RepoSpec;
import dev.portico.scm.RepoUrl;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/// Which hosts the filter `parseRepoUrl` knows, and of what type they are in Backstage's words:
/// those that are configured, and those whose name gives away what they run.
@Singleton
public final class HostIntegrations implements Function<String, Optional<String>> {
    private final GitHosts hosts;

    public HostIntegrations(GitRepositories repositories) {
        this.hosts = repositories.hosts();
    }

    @Override
    public Optional<String> apply(String host) {
        if (host.equals(RepoSpec.LOCAL)) {
            return Optional.of(RepoSpec.LOCAL);
        }
        GitHost found;
        try {
            found = hosts.of(RepoUrl.parse("https://" + host + "/any"));
        } catch (PorticoException _) {
            return Optional.empty();
        }
        boolean unknown = found.name() == null && found.kind() == GitHostKind.GENERIC;
        return unknown ? Optional.empty() : Optional.of(type(found.kind()));
    }

    private static String type(GitHostKind kind) {
        return switch (kind) {
            case GITHUB -> "github";
            case GITLAB -> "gitlab";
            case GITEA -> "gitea";
            case BITBUCKET -> "bitbucketCloud";
            case BITBUCKET_SERVER -> "bitbucketServer";
            case AZURE -> "azure";
            case GENERIC -> "git";
        };
    }
}
