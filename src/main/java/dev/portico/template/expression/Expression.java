package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node that has a value.
sealed interface Expression permits Expression.Simple, Operator, Invocation {
    @Nullable Object evaluate(Run run);

    /// Values and access to them.
    sealed interface Simple extends Expression
            permits Literal,
                    FreeName,
                    SlotName,
                    Member,
                    Slice,
                    ListOf,
                    ObjectOf,
                    Sequence,
                    Pattern {}

    record Literal(@Nullable Object value) implements Simple {
        @Override
        public @Nullable Object evaluate(Run run) {
            return value;
        }
    }

    /// A name that is looked up while rendering: set variables, the context, global values.
    ///
    /// @param checked whether a strict render refuses it when it does not exist
    record FreeName(String name, boolean checked, Position at) implements Simple {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object value = run.lookup(name);
            if (value == Undefined.VALUE && checked && run.strict() && !run.knows(name)) {
                throw at.failure(Fault.of("There is no variable '" + name + "'."));
            }
            return value;
        }
    }

    /// A name that a loop, a macro or its parameters bind where it stands.
    record SlotName(String name, Slot slot) implements Simple {
        @Override
        public @Nullable Object evaluate(Run run) {
            return run.slots().get(slot);
        }
    }

    /// `target.key` or `target[key]`.
    ///
    /// @param step whether a strict render refuses it when the key does not exist
    record Member(Expression target, Expression key, boolean step, Position at) implements Simple {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object object = run.evaluate(target);
            @Nullable Object name =
                    key instanceof Literal(var constant) ? constant : run.evaluate(key);
            try {
                @Nullable Object value = Members.of(object, name, run);
                if (step && value == Undefined.VALUE && run.strict()) {
                    throw Fault.of(
                            "There is no step '" + Values.text(name, run.budget()) + "' before.");
                }
                return value;
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }

    /// `target[from:to:by]`.
    record Slice(
            Expression target,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression by,
            Position at)
            implements Simple {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object object = run.evaluate(target);
            try {
                return Slicing.slice(object, bound(from, run), bound(to, run), bound(by, run), run);
            } catch (Fault e) {
                throw at.failure(e);
            }
        }

        private static @Nullable Object bound(@Nullable Expression bound, Run run) {
            return bound == null ? Undefined.VALUE : run.evaluate(bound);
        }
    }

    record ListOf(List<Expression> elements) implements Simple {
        @Override
        public Object evaluate(Run run) {
            List<@Nullable Object> list = new ArrayList<>(elements.size());
            for (Expression element : elements) {
                list.add(run.holding(run.evaluate(element)));
            }
            return list;
        }
    }

    record ObjectOf(Map<String, Expression> fields) implements Simple {
        @Override
        public Object evaluate(Run run) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (var field : fields.entrySet()) {
                object.put(field.getKey(), run.holding(run.evaluate(field.getValue())));
            }
            return object;
        }
    }

    /// `(a, b)`: the last one counts.
    record Sequence(List<Expression> elements) implements Simple {
        @Override
        public @Nullable Object evaluate(Run run) {
            @Nullable Object value = Undefined.VALUE;
            for (Expression element : elements) {
                value = run.evaluate(element);
            }
            return value;
        }
    }

    record Pattern(Regex regex) implements Simple {
        @Override
        public Object evaluate(Run run) {
            return regex.fresh();
        }
    }
}
