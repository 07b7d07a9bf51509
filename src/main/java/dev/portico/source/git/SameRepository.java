package dev.portico.source.git;

import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import java.util.Optional;

/// Tells whether an address means a file in the very tree that is open.
final class SameRepository {
    private SameRepository() {}

    /// The path when it is the same repository and branch.
    static Optional<String> path(GitTree tree, BrowseUrl browse) {
        if (!same(tree.url(), browse.repository())) {
            return Optional.empty();
        }
        return browse.splits().stream()
                .filter(
                        split ->
                                split.ref() == null
                                        || split.ref().equals("HEAD")
                                        || split.ref().equals(tree.branch()))
                .map(BrowseUrl.Split::path)
                .findFirst();
    }

    /// The ssh and the https address of a repository are the same.
    private static boolean same(RepoUrl one, RepoUrl other) {
        return one.identity().equalsIgnoreCase(other.identity())
                || !one.isLocal()
                        && !one.scheme().equals(other.scheme())
                        && one.host().equals(other.host())
                        && one.path().equalsIgnoreCase(other.path());
    }
}
