package dev.portico.template.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of numbers, as in JavaScript.
final class NumberMethods {
    private static final Map<String, Method<Number>> METHODS =
            Map.of(
                    "toExponential",
                    new Method<>(
                            0,
                            1,
                            (number, args, run) ->
                                    Numbers.exponential(
                                            number.doubleValue(), digits(args, Double.NaN, run))),
                    "toFixed",
                    new Method<>(
                            0,
                            1,
                            (number, args, run) ->
                                    Numbers.fixed(number.doubleValue(), digits(args, 0, run))),
                    "toPrecision",
                    new Method<>(0, 1, NumberMethods::precision),
                    "toString",
                    new Method<>(
                            0,
                            1,
                            (number, args, run) ->
                                    Numbers.radix(number.doubleValue(), digits(args, 10, run))));

    private NumberMethods() {}

    static @Nullable Method<Number> find(String name) {
        return METHODS.get(name);
    }

    private static double digits(Args args, double otherwise, Run run) {
        return args.has(0) ? Values.whole(args.get(0), run.budget()) : otherwise;
    }

    private static Object precision(Number number, Args args, Run run) {
        return args.has(0)
                ? Numbers.precise(number.doubleValue(), digits(args, 0, run))
                : Numbers.text(number);
    }
}
