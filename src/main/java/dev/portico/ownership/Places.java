package dev.portico.ownership;

import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitHosts;
import dev.portico.scm.RepoUrl;
import java.util.Locale;
import java.util.Optional;

/// Reads where an entity lies from the address it was read at.
record Places(GitHosts hosts) {

    /// What tells a repository from all others: host and path, without regard to case.
    static String repository(RepoUrl url) {
        return (url.authority() + '/' + url.path()).toLowerCase(Locale.ROOT);
    }

    /// The repository of an address; empty for a local path or another address.
    Optional<String> repository(String location) {
        return hosts.browse(location).map(BrowseUrl::repository).map(Places::repository);
    }

    /// The path within the repository, when the address is one of this branch.
    Optional<String> path(String location, String branch) {
        return hosts.browse(location)
                .flatMap(
                        browse ->
                                browse.splits().stream()
                                        .filter(split -> branch.equals(split.ref()))
                                        .findFirst())
                .map(BrowseUrl.Split::path);
    }
}
