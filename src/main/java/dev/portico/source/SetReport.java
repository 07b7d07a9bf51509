package dev.portico.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a pushed set.
///
/// @param version of the set now, for If-Match
/// @param written whether it was taken: not by a dry run, nor when one document of an atomic push
///     was rejected
/// @param removed refs that go, or went
/// @param held refs that the mass-delete guard keeps until the removal is confirmed
public record SetReport(
        String version,
        boolean written,
        List<Document> documents,
        List<String> removed,
        List<String> held) {
    public SetReport {
        documents = List.copyOf(documents);
        removed = List.copyOf(removed);
        held = List.copyOf(held);
    }

    /// What became of one document.
    ///
    /// @param index place in the push, from 0
    /// @param ref null when it says too little
    /// @param problems why it was rejected, as sentences
    public record Document(
            int index,
            @Nullable String ref,
            Result result,
            List<String> problems,
            List<String> warnings) {
        public Document {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /// What became of it.
    public enum Result {
        CREATED,
        UPDATED,
        UNCHANGED,
        REMOVED,
        REJECTED
    }

    /// Whether a document was rejected.
    public boolean hasRejected() {
        return documents.stream().anyMatch(each -> each.result() == Result.REJECTED);
    }
}
