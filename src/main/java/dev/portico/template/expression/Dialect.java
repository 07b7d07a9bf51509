package dev.portico.template.expression;

/// How a template is written.
public enum Dialect {
    /// `${{ … }}`.
    BACKSTAGE("${{"),

    /// `{{ … }}` as in Cookiecutter and Jinja: has the filter `jsonify`, the names `True`, `False`
    /// and `None`, and Python's methods of lists and dictionaries.
    COOKIECUTTER("{{");

    private final String opening;

    Dialect(String opening) {
        this.opening = opening;
    }

    /// What opens an interpolation; `}}` ends it.
    public String opening() {
        return opening;
    }
}
