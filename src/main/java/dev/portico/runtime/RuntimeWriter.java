package dev.portico.runtime;

import dev.portico.catalog.SourceLease;

/// The one way in for what a cluster tells. A source holds one stream while it holds its lease.
public interface RuntimeWriter {
    /// Takes up the stream of a cluster where it was left.
    ///
    /// @param lease of the cluster's source; every write is checked against its fence
    /// @param cluster the cluster's name
    RuntimeStream open(SourceLease lease, String cluster);
}
