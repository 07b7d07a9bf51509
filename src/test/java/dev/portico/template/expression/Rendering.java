package dev.portico.template.expression;

import dev.portico.platform.json.JsonObject;

/// Short ways to render in tests.
final class Rendering {
    static final JsonObject CONTEXT =
            JsonObject.parse(
                    """
                    {"n": 5, "f": 1.5, "text": "Hello World", "nothing": null, "list": [3, 1, 2],
                     "object": {"b": 1, "a": "x"},
                     "users": [{"name": "john", "age": 30, "on": true}, {"name": "Bob", "age": 25}],
                     "parameters": {"name": "my-app", "repo": "github.com?owner=acme&repo=shop"},
                     "steps": {"fetch": {"output": {"url": "https://x"}}}}
                    """);

    static final TemplateLanguage BACKSTAGE = TemplateLanguage.builder(Dialect.BACKSTAGE).build();

    private Rendering() {}

    static String template(String source) {
        return BACKSTAGE.renderText(source, CONTEXT);
    }

    static String expression(String expression) {
        return template("${{ " + expression + " }}");
    }

    static Object value(String expression) {
        Object value = BACKSTAGE.compile("${{ " + expression + " }}").renderValue(CONTEXT);
        return value == null ? "null" : value;
    }

    static ExpressionException failure(String source) {
        try {
            String rendered = template(source);
            throw new AssertionError("rendered: " + rendered);
        } catch (ExpressionException e) {
            return e;
        }
    }
}
