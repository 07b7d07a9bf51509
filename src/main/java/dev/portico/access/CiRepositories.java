package dev.portico.access;

import java.time.Instant;
import java.util.List;

/// Which repository a CI job's token means: its host's number for it, remembered when a job of it
/// first called. A name that changed hands is then another repository.
public interface CiRepositories {
    /// Passes a job of a repository that is known by this number, or not known yet. FORBIDDEN for
    /// one under a known name with another number; UNAVAILABLE when that can't be told now.
    void require(Viewer caller, CiJob job);

    /// Whether memory alone knows that [#require] passes. Does not wait.
    boolean isKnown(CiJob job);

    /// What was refused last of each repository, the newest first, at most 500.
    List<Refused> refused();

    /// Takes a number that was refused for the right one from now on; within a minute on every
    /// node. NOT_FOUND when it was not refused last.
    void accept(String url, String id);

    /// A repository under whose name another one calls.
    ///
    /// @param issuer name of who signs its jobs' tokens, in the configuration
    /// @param url as `https://github.com/acme/orders`, in lower case
    /// @param id the number that counts
    /// @param refusedId the one that was refused
    record Refused(String issuer, String url, String id, String refusedId, Instant at) {}
}
