package dev.portico.query;

import org.jspecify.annotations.Nullable;

/// How the index is, for health and the start-up lines.
///
/// @param position position of the change log that reads reflect; 0 before there is an index
/// @param entities entities that reads see
/// @param built entities of the index being built that are done so far
/// @param toBuild entities of the index being built; -1 when not known yet
/// @param lag positions of the change log that reads do not reflect yet, as far as known
/// @param problem what keeps the index from following the change log now, or null
/// @param comparison how the index was compared with the database so far
public record IndexStatus(
        State state,
        long position,
        long entities,
        long built,
        long toBuild,
        long lag,
        @Nullable String problem,
        Comparison comparison) {
    /// What comparing the index with the database found since the start.
    ///
    /// @param complete how often the whole catalog was compared
    /// @param agreed whether nothing differed the last time
    /// @param mended how many refs differed and were written again
    /// @param difference what differed last, or null
    public record Comparison(
            long complete, boolean agreed, long mended, @Nullable String difference) {
        static final Comparison NONE = new Comparison(0, true, 0, null);

        Comparison completed(boolean nowAgreed) {
            return new Comparison(complete + 1, nowAgreed, mended, difference);
        }

        Comparison differed(int more, String what) {
            return new Comparison(complete, false, mended + more, what);
        }
    }

    /// Whether reads are answered, and whether they follow the change log.
    public enum State {
        /// Reads are UNAVAILABLE.
        BUILDING,
        READY,
        /// Reads are answered from an index that does not follow the change log now.
        STALE
    }
}
