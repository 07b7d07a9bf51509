package dev.portico.source;

import java.util.Set;

/// Is told when a Git host says that something happened to a pull or merge request. Every feature
/// that wants to know has one such bean.
@FunctionalInterface
public interface PullRequestListener {
    /// Must be quick, and must not fail. It may be told of the same thing twice.
    ///
    /// @param repositories what the repository that is to be merged into is known by, each as
    ///     [dev.portico.scm.RepoUrl#pushKey()]
    void changed(Set<String> repositories, long number);
}
