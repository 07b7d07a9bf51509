package dev.portico.template.expression;

/// Text that `escape` made or `safe` marked: not escaped again. As in JavaScript it is an object,
/// so it is never falsy and never identical to a string.
final class SafeText {
    private final String text;

    SafeText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /// The result of a filter of text, safe when its input was.
    static Object like(Object input, String result) {
        return input instanceof SafeText ? new SafeText(result) : result;
    }
}
