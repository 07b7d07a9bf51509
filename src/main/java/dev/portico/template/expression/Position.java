package dev.portico.template.expression;

/// A place in a template, both counted from 1.
record Position(int line, int column) {
    static final Position START = new Position(1, 1);

    ExpressionException syntax(String reason) {
        return new ExpressionException(ExpressionException.Kind.SYNTAX, this, reason);
    }

    ExpressionException failure(Fault fault) {
        return new ExpressionException(fault.kind(), this, fault.reason());
    }
}
