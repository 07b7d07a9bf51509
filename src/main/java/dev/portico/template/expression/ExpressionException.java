package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// Why a template can't be read or rendered, with the place in its source.
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What failed: reading the source, evaluating it, or one of the [Limits].
    public enum Kind {
        SYNTAX,
        EVALUATION,
        LIMIT
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final String reason;
    private final String place;

    ExpressionException(Kind kind, Position at, String reason) {
        this(kind, at.line(), at.column(), reason, "");
    }

    private ExpressionException(Kind kind, int line, int column, String reason, String place) {
        super(
                (place.isEmpty() ? "Line " : "In " + place + ", line ")
                        + line
                        + ", column "
                        + column
                        + ": "
                        + reason,
                null,
                false,
                false);
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.reason = reason;
        this.place = place;
    }

    /// The same failure, said to be in a place such as a JSON pointer or a file.
    public ExpressionException in(String where) {
        return new ExpressionException(kind, line, column, reason, where);
    }

    public Kind kind() {
        return kind;
    }

    /// Counted from 1.
    public int line() {
        return line;
    }

    /// Counted from 1, in UTF-16 code units.
    public int column() {
        return column;
    }

    /// What is wrong, a sentence without the place.
    public String reason() {
        return reason;
    }

    /// The JSON pointer or file the source is from; empty when not known.
    public String place() {
        return place;
    }

    /// The whole sentence, never null.
    public String text() {
        @Nullable String message = getMessage();
        return message == null ? reason : message;
    }
}
