package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls of functions, filters and tests.
sealed interface Invocation extends Expression {
    /// What stands between the parentheses.
    record Arguments(List<Expression> values, Map<String, Expression> keywords) {
        static final Arguments NONE = new Arguments(List.of(), Map.of());

        Args evaluate(Run run) {
            if (values.isEmpty() && keywords.isEmpty()) {
                return Args.NONE;
            }
            List<@Nullable Object> evaluated = new ArrayList<>(values.size());
            for (Expression value : values) {
                evaluated.add(run.evaluate(value));
            }
            if (keywords.isEmpty()) {
                return new Args(evaluated, Map.of());
            }
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            keywords.forEach((name, value) -> named.put(name, run.evaluate(value)));
            return new Args(evaluated, named);
        }
    }

    /// `callee(…)`.
    ///
    /// @param shown the callee as it is written, for messages
    record FunctionCall(Expression callee, Arguments arguments, String shown, Position at)
            implements Invocation {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object function = run.evaluate(callee);
            Args args = arguments.evaluate(run);
            try {
                if (function instanceof Callable callable) {
                    return callable.call(run, args);
                }
                throw Fault.of(
                        "'"
                                + shown
                                + "' can't be called: it is "
                                + Values.type(function)
                                + ", not a function.");
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }

    /// `input | name(…)`.
    record FilterCall(String name, Expression input, Arguments arguments, Position at)
            implements Invocation {
        @Override
        public @Nullable Object evaluate(Run run) {
            Filter filter = run.language().filter(name);
            if (filter == null) {
                throw at.failure(
                        Fault.of("There is no filter '" + name + "'" + run.language().hint(name)));
            }
            @Nullable Object value = run.evaluate(input);
            Args args = arguments.evaluate(run);
            try {
                run.onlyData(value);
                run.budget().read(value);
                args.values().forEach(run::onlyData);
                args.keywords().values().forEach(run::onlyData);
                return filter.apply(value, args, run);
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }

    /// `value is name(…)`.
    record TestCall(String name, Expression value, Arguments arguments, Position at)
            implements Invocation {
        @Override
        public Object evaluate(Run run) {
            Tests.Test test = Tests.find(name);
            if (test == null) {
                throw at.failure(Fault.of("There is no test '" + name + "'."));
            }
            @Nullable Object tested = run.evaluate(value);
            Args args = arguments.evaluate(run);
            try {
                test.check(name, args);
                if (test.dataOnly()) {
                    run.onlyData(tested);
                    args.values().forEach(run::onlyData);
                }
                return test.passes(tested, args.get(0), run.budget());
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }
}
