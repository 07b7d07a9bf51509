package dev.portico.access;

/// Keeps what this node knows of credentials as it is in the database. `app` starts and stops it.
public interface AccessFollower {
    /// Reads everything, then follows. What the database can't tell now is read later.
    void start();

    void stop();

    /// Looks soon; a hint that something changed on another node.
    void wake();
}
