package dev.portico.source;

import dev.portico.scm.GitCommit;
import java.util.Optional;

/// Who committed what.
public interface Commits {
    /// A commit of a repository that the catalog reads; empty for other repositories, for what is
    /// no commit id of 40 digits, and when it can't be had now. May ask the Git host, once a
    /// commit.
    Optional<GitCommit> find(String repositoryUrl, String commit);
}
