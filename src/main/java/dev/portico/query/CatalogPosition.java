package dev.portico.query;

import java.time.Duration;

/// How far reads of the catalog are. No secret of anybody.
public interface CatalogPosition {
    /// Position of the change log that reads reflect now.
    long position();

    /// Waits until reads reflect a position. UNAVAILABLE when that takes longer.
    void awaitPosition(long position, Duration timeout);
}
