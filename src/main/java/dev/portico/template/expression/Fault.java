package dev.portico.template.expression;

/// A failure of a filter, a method or an operator, before the node that ran it adds its place.
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExpressionException.Kind kind;
    private final String reason;

    private Fault(ExpressionException.Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
        this.reason = reason;
    }

    static Fault of(String reason) {
        return new Fault(ExpressionException.Kind.EVALUATION, reason);
    }

    static Fault limit(String reason) {
        return new Fault(ExpressionException.Kind.LIMIT, reason);
    }

    ExpressionException.Kind kind() {
        return kind;
    }

    String reason() {
        return reason;
    }
}
