package dev.portico.template.expression;

/// Marks what may be absent even in a strict render, because the template says what then.
final class Guards {
    private Guards() {}

    static Expression unchecked(Expression expression) {
        return switch (expression) {
            case Expression.FreeName(String name, _, Position at) ->
                    new Expression.FreeName(name, false, at);
            case Expression.Member(Expression target, Expression key, _, Position at) ->
                    new Expression.Member(unchecked(target), key, false, at);
            default -> expression;
        };
    }
}
