package dev.portico.template.lint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the expressions of a text without rendering them.
interface Expressions {
    Reading read(String text);

    /// What a text uses.
    ///
    /// @param error why it can't be read, a sentence; null when it can
    record Reading(@Nullable String error, List<Path> paths, List<Missing> unknown) {
        static final Reading NOTHING = new Reading(null, List.of(), List.of());

        public Reading {
            paths = List.copyOf(paths);
            unknown = List.copyOf(unknown);
        }
    }

    /// What is looked up, as `[steps, fetch, output]`; it ends before a member that is computed.
    ///
    /// @param guarded whether the text says what to do when it does not exist
    record Path(List<String> segments, boolean guarded) {
        public Path {
            segments = List.copyOf(segments);
        }
    }

    /// Something that the language does not have.
    ///
    /// @param kind `filter`, `function`, `test` or `name`
    record Missing(String kind, String name) {}
}
