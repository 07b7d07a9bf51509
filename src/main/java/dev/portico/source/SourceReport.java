package dev.portico.source;

import dev.portico.catalog.Rejection;
import dev.portico.model.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a source is doing.
///
/// @param entities entities whose primary declaration is this source's
/// @param lastRun when it was last read to the end, changed or not
/// @param revision what was read then
/// @param error why the last attempt failed, in a sentence; null when it did not
/// @param goneSince since when the source itself is missing; its entities go after the grace time
/// @param held removals that wait for a person, null when there are none
/// @param problems what is wrong with the source itself
/// @param rejections documents kept out, at most 1,000 of them
public record SourceReport(
        SourceInfo info,
        State state,
        long entities,
        long conflicts,
        @Nullable Instant lastRun,
        @Nullable String revision,
        @Nullable String error,
        @Nullable Instant goneSince,
        @Nullable Held held,
        List<Problem> problems,
        List<Rejection> rejections,
        long rejectionCount) {
    /// What a source is at.
    public enum State {
        WAITING,
        READING,
        READY,
        UNREACHABLE,
        GONE,
        HELD
    }

    /// Removals that the mass-delete guard holds.
    ///
    /// @param refs refs of the entities that would go, sorted
    public record Held(Instant since, List<String> refs, long total) {
        public Held {
            refs = List.copyOf(refs);
        }
    }

    public SourceReport {
        problems = List.copyOf(problems);
        rejections = List.copyOf(rejections);
    }
}
