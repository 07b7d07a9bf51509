package dev.portico.template;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a run of a template made, seen from the template as it is now.
///
/// @param commit the template's commit that it was made from, or last brought up to; null when it
///     is not known
/// @param templateCommit the commit that the template was read at last; null when it is not known
/// @param changed paths in the template's folder that are not what they were at `commit`, sorted,
///     at most 100
/// @param changedCount how many there are
/// @param updatedBy the run that brought it up to `commit`; null when none did since it was made
/// @param proposedBy a newer run that proposed an update, of which it is not known whether it was
///     merged; null when there is none
/// @param reason a sentence for people
public record Instance(
        State state,
        @Nullable String commit,
        @Nullable String templateCommit,
        List<String> changed,
        int changedCount,
        @Nullable UUID updatedBy,
        @Nullable UUID proposedBy,
        String reason) {
    public Instance {
        changed = List.copyOf(changed);
    }

    /// Whether the template went on without it.
    public enum State {
        /// The template's files are what they were.
        CURRENT,
        /// Files of the template are others now.
        BEHIND,
        /// It can't be told; the reason says why.
        UNKNOWN
    }
}
