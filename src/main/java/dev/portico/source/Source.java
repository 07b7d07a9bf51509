package dev.portico.source;

/// Something the catalog is made from. Implementations live in the sub-packages.
public interface Source {
    SourceInfo info();

    /// Reads what changed. Called by one run at a time, on any thread.
    ///
    /// Throws `PorticoException` GONE or NOT_FOUND when the source itself exists no more, and any
    /// other code when it can't be read now: then everything stays as it is.
    Scan scan(ScanRequest request);
}
