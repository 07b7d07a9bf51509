package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions that every template has.
final class Globals {
    static final Map<String, Callable> FUNCTIONS =
            Map.of(
                    "range", named("range", Globals::range),
                    "cycler", named("cycler", Globals::cycler),
                    "joiner", named("joiner", Globals::joiner));

    private Globals() {}

    private static Callable named(String name, Callable function) {
        return (run, arguments) -> {
            refuseKeywords(name, arguments);
            return function.call(run, arguments);
        };
    }

    private static void refuseKeywords(String name, Args arguments) {
        if (!arguments.keywords().isEmpty()) {
            throw Fault.of("'" + name + "' takes no arguments with names.");
        }
    }

    /// A function that the language's user added.
    static Callable added(String name, TemplateFunction function) {
        return (run, arguments) -> {
            refuseKeywords(name, arguments);
            arguments.values().forEach(run::onlyData);
            run.budget().call();
            List<@Nullable Object> given = plain(arguments, run);
            return run.received(guarded(name, () -> function.apply(Undefined.VALUE, given)));
        };
    }

    /// A filter that the language's user added.
    static Filter filter(String name, TemplateFunction function) {
        return (input, arguments, run) -> {
            refuseKeywords(name, arguments);
            run.budget().call();
            @Nullable Object value = Lists.plain(input, run.budget());
            List<@Nullable Object> given = plain(arguments, run);
            return run.received(guarded(name, () -> function.apply(value, given)));
        };
    }

    private static List<@Nullable Object> plain(Args arguments, Run run) {
        List<@Nullable Object> values = new ArrayList<>(arguments.count());
        arguments.values().forEach(value -> values.add(Lists.plain(value, run.budget())));
        return values;
    }

    @FunctionalInterface
    private interface Step {
        @Nullable Object run();
    }

    private static @Nullable Object guarded(String name, Step step) {
        try {
            return step.run();
        } catch (Fault e) {
            throw e;
        } catch (RuntimeException e) {
            throw Fault.of("'" + name + "' failed: " + e.getMessage());
        }
    }

    private static Object range(Run run, Args arguments) {
        double start = 0;
        double stop = Values.number(arguments.get(0), run.budget());
        double step = 1;
        if (arguments.has(1)) {
            start = stop;
            stop = Values.number(arguments.get(1), run.budget());
            double given = Values.number(arguments.get(2), run.budget());
            step = Double.isNaN(given) || given == 0 ? 1 : given;
        }
        double count = Math.ceil((stop - start) / step);
        if (!(count > 0)) {
            return new ArrayList<>();
        }
        run.budget().spend((long) count);
        List<@Nullable Object> numbers = new ArrayList<>((int) count);
        for (double i = start; step > 0 ? i < stop : i > stop; i += step) {
            numbers.add(i);
        }
        return numbers;
    }

    private static Object cycler(Run run, Args arguments) {
        List<@Nullable Object> items = new ArrayList<>(arguments.values());
        Map<String, @Nullable Object> cycler = new LinkedHashMap<>();
        int[] index = {-1};
        cycler.put("current", null);
        cycler.put(
                "reset",
                (Callable)
                        (_, _) -> {
                            index[0] = -1;
                            cycler.put("current", null);
                            return Undefined.VALUE;
                        });
        cycler.put(
                "next",
                (Callable)
                        (_, _) -> {
                            index[0] = index[0] + 1 >= items.size() ? 0 : index[0] + 1;
                            @Nullable Object item =
                                    items.isEmpty() ? Undefined.VALUE : items.get(index[0]);
                            cycler.put("current", item);
                            return item;
                        });
        run.holding(cycler.get("next"));
        return cycler;
    }

    private static Object joiner(Run run, Args arguments) {
        @Nullable Object given = arguments.get(0);
        Object separator = Values.truthy(given) && given != null ? given : ",";
        boolean[] first = {true};
        return (Callable)
                (_, _) -> {
                    if (first[0]) {
                        first[0] = false;
                        return "";
                    }
                    return separator;
                };
    }
}
