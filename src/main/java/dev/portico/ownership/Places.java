package dev.portico.ownership;

import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RepoUrl;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/// Reads where an entity lies from the address it was read at.
@Singleton
final class Places {
    private final GitRepositories repositories;

    Places(GitRepositories repositories) {
        this.repositories = repositories;
    }

    /// What tells a repository from all others: host and path, without regard to case.
    static String repository(RepoUrl url) {
        return (url.authority() + '/' + url.path()).toLowerCase(Locale.ROOT);
    }

    /// The repository of an address; empty for a local path or another address.
    Optional<String> repository(String location) {
        return repositories.hosts().browse(location).map(BrowseUrl::repository).map(Places::repository);
    }

    /// The path within the repository, when the address is one of this branch.
    Optional<String> path(String location, String branch) {
        return repositories
                .hosts()
                .browse(location)
                .flatMap(
                        browse ->
                                browse.splits().stream()
                                        .filter(split -> branch.equals(split.ref()))
                                        .findFirst())
                .map(BrowseUrl.Split::path);
    }
}
