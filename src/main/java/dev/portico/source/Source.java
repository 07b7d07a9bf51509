package dev.portico.source;

import dev.portico.catalog.SourceLease;

/// Something the catalog is made from. Implementations live in the sub-packages.
public interface Source {
    SourceInfo info();

    /// This node reads the source from now on. Must not wait; for sources that are told of changes
    /// this is where they begin to listen. Called again with a new lease after [#release()].
    default void hold(SourceLease lease) {}

    /// Another node may read the source from now on, or none: undoes [#hold]. Must not wait long.
    default void release() {}

    /// Reads what changed. Called by one run at a time, on any thread.
    ///
    /// Throws `PorticoException` GONE or NOT_FOUND when the source itself exists no more, and any
    /// other code when it can't be read now: then everything stays as it is.
    Scan scan(ScanRequest request);
}
