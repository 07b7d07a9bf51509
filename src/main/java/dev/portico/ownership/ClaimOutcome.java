package dev.portico.ownership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one field of one requested claim.
///
/// @param index of the request, from 0
/// @param entity the ref, as far as it could be read
/// @param field null when the request as a whole was refused
/// @param value what was claimed; nothing when it was withdrawn
/// @param because why it does not count, as a sentence; null when it does
/// @param by what counts instead; null for nothing
public record ClaimOutcome(
        int index,
        String entity,
        @Nullable String field,
        List<String> value,
        Result result,
        @Nullable String because,
        @Nullable Winner by) {
    public ClaimOutcome {
        value = List.copyOf(value);
    }

    /// What became of it.
    public enum Result {
        /// It is what the entity shows now.
        APPLIED,
        /// It was so already.
        UNCHANGED,
        /// It is kept, and something else counts.
        OVERRULED,
        /// It is kept, and counts once the entity is there.
        WAITING,
        WITHDRAWN,
        /// It is not kept.
        REFUSED
    }

    /// A claim that counts instead.
    public record Winner(String source, String value, @Nullable String evidence) {}
}
