package dev.portico.source;

import dev.portico.catalog.SourceLease;
import dev.portico.model.Problem;
import java.util.List;

/// Hears of each run of a source that read repositories, once what it found is in the catalog. All
/// implementations are collected by CDI; they live in the packages below.
public interface RunListener {
    /// Answers problems to be shown with those of the run. Called by one run of a source at a time,
    /// also when nothing changed. A `PorticoException` makes the run one that failed, which is made
    /// again.
    List<Problem> afterRun(SourceLease lease, Scan scan);
}
