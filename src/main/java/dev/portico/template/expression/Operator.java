package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// Operators, from arithmetic to `a if b else c`.
sealed interface Operator extends Expression {
    enum Unary {
        MINUS,
        PLUS
    }

    enum Binary {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        FLOOR("//"),
        MODULO("%"),
        POWER("**"),
        CONCATENATE("~"),
        EQUAL("=="),
        SAME("==="),
        UNEQUAL("!="),
        NOT_SAME("!=="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        IN("in");

        private final String symbol;

        Binary(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    record Sign(Unary operator, Expression operand, Position at) implements Operator {
        @Override
        public Object evaluate(Run run) {
            @Nullable Object value = run.evaluate(operand);
            try {
                run.budget().read(value);
                double number = Values.number(value, run.budget());
                return operator == Unary.MINUS ? -number : number;
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }

    record Not(Expression operand) implements Operator {
        @Override
        public Object evaluate(Run run) {
            return !Values.truthy(run.evaluate(operand));
        }
    }

    /// What `//` does with the quotient.
    record Floor(Expression quotient) implements Operator {
        @Override
        public Object evaluate(Run run) {
            return Math.floor(Values.number(run.evaluate(quotient), run.budget()));
        }
    }

    record And(Expression left, Expression right) implements Operator {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object value = run.evaluate(left);
            return Values.truthy(value) ? run.evaluate(right) : value;
        }
    }

    record Or(Expression left, Expression right) implements Operator {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object value = run.evaluate(left);
            return Values.truthy(value) ? value : run.evaluate(right);
        }
    }

    /// Without `else` it is the empty text.
    record Choice(Expression condition, Expression then, @Nullable Expression otherwise)
            implements Operator {
        @Override
        public @Nullable Object evaluate(Run run) {
            if (Values.truthy(run.evaluate(condition))) {
                return run.evaluate(then);
            }
            return otherwise == null ? "" : run.evaluate(otherwise);
        }
    }

    record Pair(Binary operator, Expression left, Expression right, Position at)
            implements Operator {
        @Override
        public Object evaluate(Run run) {
            @Nullable Object a = run.evaluate(left);
            @Nullable Object b = run.evaluate(right);
            try {
                run.budget().read(a);
                run.budget().read(b);
                return apply(operator, a, b, run.budget());
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }

    static Object apply(Binary operator, @Nullable Object a, @Nullable Object b, Budget budget) {
        return switch (operator) {
            case ADD -> Values.add(a, b, budget);
            case CONCATENATE ->
                    Values.concatenate(Values.text(a, budget), Values.text(b, budget), budget);
            case SUBTRACT, MULTIPLY, DIVIDE, FLOOR, MODULO, POWER ->
                    calculate(operator, Values.number(a, budget), Values.number(b, budget));
            case EQUAL -> Values.equal(a, b, budget);
            case UNEQUAL -> !Values.equal(a, b, budget);
            case SAME -> Values.same(a, b);
            case NOT_SAME -> !Values.same(a, b);
            case IN -> Values.contains(b, a, budget);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(operator, a, b, budget);
        };
    }

    private static double calculate(Binary operator, double a, double b) {
        return switch (operator) {
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FLOOR -> Math.floor(a / b);
            case MODULO -> a % b;
            default -> Double.isInfinite(b) && Math.abs(a) == 1 ? Double.NaN : Math.pow(a, b);
        };
    }

    private static boolean ordered(
            Binary operator, @Nullable Object a, @Nullable Object b, Budget budget) {
        Values.Order order = Values.compare(a, b, budget);
        return switch (operator) {
            case LESS -> order == Values.Order.LESS;
            case GREATER -> order == Values.Order.GREATER;
            case LESS_OR_EQUAL -> order == Values.Order.LESS || order == Values.Order.SAME;
            default -> order == Values.Order.GREATER || order == Values.Order.SAME;
        };
    }
}
