package dev.portico.runtime;

/// Takes what CI jobs report of platforms that Portico does not follow.
public interface Deployments {
    /// Keeps a deployment; an older one of the same entity and environment stays in the history and
    /// an earlier time than the newest changes nothing but it. NOT_FOUND when the entity does not
    /// exist, INVALID_INPUT for an empty or over-long field, UNAVAILABLE while the database is
    // away.
    void report(Deployment deployment);
}
