package dev.portico.template.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters of numbers, and those of any value.
final class NumberFilters {
    static final Map<String, Filter> FILTERS =
            Map.of(
                    "abs", (input, _, run) -> Math.abs(Values.number(input, run.budget())),
                    "round", NumberFilters::round,
                    "int", NumberFilters::whole,
                    "float", NumberFilters::decimal,
                    "default", NumberFilters::orElse,
                    "d", NumberFilters::orElse,
                    "dump", NumberFilters::dump);

    private NumberFilters() {}

    private static Object round(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object given = arguments.get(0);
        double digits = Values.truthy(given) ? Values.number(given, run.budget()) : 0;
        double factor = Math.pow(10, digits);
        double number = Values.number(input, run.budget()) * factor;
        @Nullable Object method = arguments.get(1);
        double rounded =
                "ceil".equals(method)
                        ? Math.ceil(number)
                        : "floor".equals(method) ? Math.floor(number) : nearest(number);
        return rounded / factor;
    }

    private static double nearest(double number) {
        double floor = Math.floor(number);
        return number - floor >= 0.5 ? floor + 1 : floor;
    }

    private static @Nullable Object whole(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object given = arguments.get(1, "base");
        int base = given == Undefined.VALUE ? 10 : (int) Values.whole(given, run.budget());
        double number = Numbers.parseInt(Values.text(input, run.budget()), base);
        return Double.isNaN(number) ? arguments.get(0, "default") : (Object) number;
    }

    private static @Nullable Object decimal(@Nullable Object input, Args arguments, Run run) {
        double number = Numbers.parseFloat(Values.text(input, run.budget()));
        return Double.isNaN(number) ? arguments.get(0) : (Object) number;
    }

    private static @Nullable Object orElse(@Nullable Object input, Args arguments, Run run) {
        boolean falsyToo = Values.truthy(arguments.get(1));
        boolean keep = falsyToo ? Values.truthy(input) : input != Undefined.VALUE;
        return keep ? input : arguments.get(0);
    }

    private static Object dump(@Nullable Object input, Args arguments, Run run) {
        @Nullable Object given = arguments.get(0);
        String indent =
                switch (given) {
                    case Number number ->
                            " ".repeat((int) Math.max(0, Math.min(10, number.doubleValue())));
                    case String text -> text.substring(0, Math.min(10, text.length()));
                    case null, default -> "";
                };
        return JsonText.of(input, indent, run.budget());
    }
}
