package dev.portico.template;

import dev.portico.platform.PorticoException;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RepoUrl;
import dev.portico.source.SourceInfo;
import dev.portico.source.Sources;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Suggestions for the fields of forms that ask for a repository: out of those that sources read,
/// so that no host is asked.
@Singleton
public final class KnownRepositories {
    private static final Map<String, GitHostKind> PROVIDERS =
            Map.of(
                    "github", GitHostKind.GITHUB,
                    "gitlab", GitHostKind.GITLAB,
                    "gitea", GitHostKind.GITEA,
                    "azure", GitHostKind.AZURE,
                    "bitbucket-cloud", GitHostKind.BITBUCKET);

    private final Supplier<Stream<String>> urls;
    private final GitHosts hosts;

    @Inject
    KnownRepositories(Sources sources, GitRepositories repositories) {
        this(() -> sources.infos().stream().map(SourceInfo::url), repositories.hosts());
    }

    /// @param urls of the repositories that are read
    KnownRepositories(Supplier<Stream<String>> urls, GitHosts hosts) {
        this.urls = urls;
        this.hosts = hosts;
    }

    /// Sorted. INVALID_INPUT for a provider or a resource that there is not.
    ///
    /// @param provider as Backstage names it, as `github`
    /// @param resource `owners`, `groups` or `workspaces` for owners, `repositories` for the
    ///     names of those of an owner, `repositoriesWithOwner`
    /// @param owner of the repositories; null for any
    public List<String> suggest(String provider, String resource, @Nullable String owner) {
        GitHostKind kind = PROVIDERS.get(provider);
        if (kind == null) {
            throw PorticoException.invalid(
                    "Unsupported provider: "
                            + provider
                            + ". There are: "
                            + String.join(", ", PROVIDERS.keySet().stream().sorted().toList())
                            + ".");
        }
        Stream<String> paths =
                urls.get()
                        .flatMap(url -> path(url, kind).stream())
                        .filter(path -> owns(owner, path));
        return switch (resource) {
            case "owners", "groups", "workspaces" -> sorted(paths.map(KnownRepositories::owner));
            case "repositories" ->
                    sorted(paths.map(path -> path.substring(owner(path).length() + 1)));
            case "repositoriesWithOwner" -> sorted(paths);
            default ->
                    throw PorticoException.invalid(
                            "Portico does not suggest "
                                    + resource
                                    + "; there are: groups, owners, repositories,"
                                    + " repositoriesWithOwner, workspaces.");
        };
    }

    private Optional<String> path(String url, GitHostKind kind) {
        try {
            RepoUrl repository = RepoUrl.parse(url);
            return repository.isLocal() || hosts.of(repository).kind() != kind
                    ? Optional.empty()
                    : Optional.of(repository.path()).filter(path -> path.indexOf('/') > 0);
        } catch (PorticoException _) {
            return Optional.empty();
        }
    }

    private static boolean owns(@Nullable String owner, String path) {
        return owner == null || owner.equalsIgnoreCase(owner(path));
    }

    private static String owner(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static List<String> sorted(Stream<String> names) {
        return names.distinct().sorted().toList();
    }
}
