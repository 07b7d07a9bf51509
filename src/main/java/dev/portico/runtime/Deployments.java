package dev.portico.runtime;

import java.util.List;

/// Takes what CI jobs report of platforms that Portico does not follow.
public interface Deployments {
    /// Keeps deployments, all or none, at most 100. An earlier one of the same entity and
    /// environment stays in the history; one of an earlier time than the newest goes there at once.
    /// The same once more changes nothing.
    ///
    /// NOT_FOUND when an entity does not exist, INVALID_INPUT for an empty or over-long field,
    /// UNAVAILABLE while the database is away.
    void report(List<Deployment> deployments);
}
