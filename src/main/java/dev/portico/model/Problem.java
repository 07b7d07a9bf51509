package dev.portico.model;

import org.jspecify.annotations.Nullable;

/// Something wrong with a document, told so that its author can mend it.
///
/// @param code stable and machine readable, kebab-case, as `unknown-kind`
/// @param message one sentence: what is wrong and why
/// @param pointer JSON pointer into the document (RFC 6901); empty for the whole
/// @param found what stands there now, shortened; null when nothing does
/// @param allowed what would be right; null when the message says it all
public record Problem(
        String code,
        Severity severity,
        String message,
        String pointer,
        @Nullable String found,
        @Nullable String allowed,
        SourcePosition position) {
    public static Problem error(
            String code, String message, String pointer, SourcePosition position) {
        return new Problem(code, Severity.ERROR, message, pointer, null, null, position);
    }

    public static Problem warning(
            String code, String message, String pointer, SourcePosition position) {
        return new Problem(code, Severity.WARNING, message, pointer, null, null, position);
    }

    /// The same problem with what was found and what is allowed.
    public Problem because(@Nullable String newFound, @Nullable String newAllowed) {
        return new Problem(code, severity, message, pointer, newFound, newAllowed, position);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
