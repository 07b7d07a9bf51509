package dev.portico.template.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can stand behind `is`.
final class Tests {
    private static final Map<String, Test> TESTS =
            Map.ofEntries(
                    Map.entry("callable", Test.any((value, _, _) -> value instanceof Callable)),
                    Map.entry("defined", Test.of((value, _, _) -> value != Undefined.VALUE)),
                    Map.entry("undefined", Test.of((value, _, _) -> value == Undefined.VALUE)),
                    Map.entry("divisibleby", Test.withArgument(Tests::divisible)),
                    Map.entry("escaped", Test.of((value, _, _) -> value instanceof SafeText)),
                    Map.entry("eq", Test.same(true)),
                    Map.entry("equalto", Test.same(true)),
                    Map.entry("sameas", Test.same(true)),
                    Map.entry("ne", Test.same(false)),
                    Map.entry("even", Test.of((value, _, budget) -> remainder(value, budget) == 0)),
                    Map.entry("odd", Test.of((value, _, budget) -> remainder(value, budget) == 1)),
                    Map.entry("truthy", Test.of((value, _, _) -> Values.truthy(value))),
                    Map.entry("falsy", Test.of((value, _, _) -> !Values.truthy(value))),
                    Map.entry("ge", Test.ordered(Operator.Binary.GREATER_OR_EQUAL)),
                    Map.entry("gt", Test.ordered(Operator.Binary.GREATER)),
                    Map.entry("greaterthan", Test.ordered(Operator.Binary.GREATER)),
                    Map.entry("le", Test.ordered(Operator.Binary.LESS_OR_EQUAL)),
                    Map.entry("lt", Test.ordered(Operator.Binary.LESS)),
                    Map.entry("lessthan", Test.ordered(Operator.Binary.LESS)),
                    Map.entry("iterable", Test.of(Tests::iterable)),
                    Map.entry("lower", Test.of((value, _, _) -> hasCase(value, true))),
                    Map.entry("upper", Test.of((value, _, _) -> hasCase(value, false))),
                    Map.entry("mapping", Test.of(Tests::mapping)),
                    Map.entry("null", Test.of((value, _, _) -> value == null)),
                    Map.entry("number", Test.of((value, _, _) -> value instanceof Number)),
                    Map.entry("string", Test.of((value, _, _) -> value instanceof String)));

    private Tests() {}

    /// A test with the number of arguments it takes.
    record Test(int arguments, boolean dataOnly, Body body) {
        @FunctionalInterface
        interface Body {
            boolean passes(@Nullable Object value, @Nullable Object argument, Budget budget);
        }

        static Test of(Body body) {
            return new Test(0, true, body);
        }

        static Test any(Body body) {
            return new Test(0, false, body);
        }

        static Test withArgument(Body body) {
            return new Test(1, true, body);
        }

        static Test same(boolean expected) {
            return new Test(1, false, (value, other, _) -> Values.same(value, other) == expected);
        }

        static Test ordered(Operator.Binary operator) {
            return withArgument(
                    (value, other, budget) ->
                            Boolean.TRUE.equals(Operator.apply(operator, value, other, budget)));
        }

        void check(String name, Args given) {
            if (given.count() != arguments || !given.keywords().isEmpty()) {
                throw Fault.of(
                        "The test '"
                                + name
                                + "' takes "
                                + (arguments == 0 ? "no argument" : "one argument")
                                + ".");
            }
        }

        boolean passes(@Nullable Object value, @Nullable Object argument, Budget budget) {
            return body.passes(value, argument, budget);
        }
    }

    static @Nullable Test find(String name) {
        return TESTS.get(name);
    }

    static Set<String> names() {
        return TESTS.keySet();
    }

    private static boolean divisible(@Nullable Object value, @Nullable Object by, Budget budget) {
        return Values.number(value, budget) % Values.number(by, budget) == 0;
    }

    private static double remainder(@Nullable Object value, Budget budget) {
        return Values.number(value, budget) % 2;
    }

    private static boolean iterable(@Nullable Object value, @Nullable Object unused, Budget b) {
        if (Values.missing(value)) {
            throw Fault.of("'iterable' needs a value, not " + Values.type(value) + ".");
        }
        return value instanceof List<?> || value instanceof String || value instanceof SafeText;
    }

    private static boolean mapping(@Nullable Object value, @Nullable Object unused, Budget b) {
        return value instanceof Map<?, ?> || value instanceof SafeText || value instanceof Regex;
    }

    /// Marked text is never the same as a text, as in JavaScript.
    private static boolean hasCase(@Nullable Object value, boolean lower) {
        if (value instanceof SafeText) {
            return false;
        }
        if (value instanceof String text) {
            return text.equals(lower ? Texts.lower(text) : Texts.upper(text));
        }
        throw Fault.of(
                "'"
                        + (lower ? "lower" : "upper")
                        + "' needs a text, not "
                        + Values.type(value)
                        + ".");
    }
}
