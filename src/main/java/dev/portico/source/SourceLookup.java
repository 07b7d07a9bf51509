package dev.portico.source;

import java.util.List;

/// Finds the sources that a push to a repository concerns.
public interface SourceLookup {
    /// Names of the sources that are this repository or follow a location into it.
    ///
    /// @param normalisedRepoUrl as `RepoUrl` normalises it
    List<String> sourcesReading(String normalisedRepoUrl);
}
