package dev.portico.source;

import java.util.List;

/// Finds sources: one implementation for each way to name them. All implementations are collected
/// by CDI.
public interface SourceProvider {
    /// All sources there are now, with stable names. Called at start, every few seconds, and after
    /// [SourceScheduler#providersChanged()]; cheap when nothing changed. A source of this provider
    /// that is in the database but not in this list counts as taken out of the configuration.
    List<Source> sources();

    /// True when `sources()` may be trusted to be complete; false while a listing fails, so that
    /// nothing is taken for removed.
    default boolean complete() {
        return true;
    }
}
