package dev.portico.template.expression;

/// The value of what is not there: a missing variable, key or argument. JSON has no word for it;
/// it renders as nothing.
public enum Undefined {
    VALUE
}
