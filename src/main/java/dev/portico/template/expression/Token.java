package dev.portico.template.expression;

/// A word of an expression.
///
/// @param text the name, the operator, the text or number without quotes, the pattern
/// @param flags of a regular expression
/// @param at its offset in the source
record Token(Kind kind, String text, String flags, int at) {
    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        REGEX,
        OPERATOR,
        END
    }

    boolean operator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean name(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /// For messages.
    String shown() {
        return kind == Kind.END ? "the end of the tag" : "'" + text + "'";
    }
}
