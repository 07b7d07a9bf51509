package dev.portico.source.store;

import dev.portico.model.SourceClass;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of `source`.
///
/// @param problems JSON array of the problems of the last run
/// @param held what the guard holds, as JSON
/// @param entities entities whose primary declaration is this source's
public record SourceRow(
        String name,
        String kind,
        SourceClass sourceClass,
        @Nullable UUID leaseNode,
        long fence,
        State state,
        @Nullable Instant goneSince,
        @Nullable String goneReason,
        long entities,
        long conflicts,
        long rejections) {
    /// What a run leaves behind.
    public record State(
            @Nullable String revision,
            @Nullable Instant lastRunAt,
            @Nullable String error,
            String problems,
            List<String> dependsOn,
            @Nullable String held) {
        public static final State NEW = new State(null, null, null, "[]", List.of(), null);

        public State {
            dependsOn = List.copyOf(dependsOn);
        }

        /// The same but for the time.
        public boolean sameAs(State other) {
            return new State(revision, null, error, problems, dependsOn, held)
                    .equals(
                            new State(
                                    other.revision,
                                    null,
                                    other.error,
                                    other.problems,
                                    other.dependsOn,
                                    other.held));
        }
    }
}
