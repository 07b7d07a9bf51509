package dev.portico.template.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A piece of a template that writes something or changes a variable.
sealed interface Statement permits Statement.Plain, Loop, MacroNode, CallBlock {
    void run(Run run);

    sealed interface Plain extends Statement
            permits Text, Output, Group, If, SetValue, SetBody, FilterBody, Block, Switch {}

    record Text(String text) implements Plain {
        @Override
        public void run(Run run) {
            run.write(text);
        }
    }

    /// `${{ … }}`.
    record Output(Expression expression, Position at) implements Plain {
        @Override
        public void run(Run run) {
            @Nullable Object value = run.evaluate(expression);
            try {
                run.write(Values.output(value, run.budget()));
            } catch (Fault e) {
                throw at.failure(e);
            }
        }
    }

    record Group(List<Statement> statements) implements Plain {
        @Override
        public void run(Run run) {
            for (Statement statement : statements) {
                run.run(statement);
            }
        }

        boolean isEmpty() {
            return statements.isEmpty();
        }
    }

    /// `if` with its `elif` branches.
    record If(List<Branch> branches, Group otherwise) implements Plain {
        record Branch(Expression condition, Group body) {}

        @Override
        public void run(Run run) {
            for (Branch branch : branches) {
                if (Values.truthy(run.evaluate(branch.condition()))) {
                    branch.body().run(run);
                    return;
                }
            }
            otherwise.run(run);
        }
    }

    /// A variable to set: its slot when the name is bound where it stands.
    record Target(String name, @Nullable Slot slot) {
        void set(Run run, @Nullable Object value) {
            if (slot != null) {
                run.slots().set(slot, value);
            }
            run.assign(name, value);
        }
    }

    record SetValue(List<Target> targets, Expression value) implements Plain {
        @Override
        public void run(Run run) {
            @Nullable Object result = run.evaluate(value);
            targets.forEach(target -> target.set(run, result));
        }
    }

    record SetBody(List<Target> targets, Group body) implements Plain {
        @Override
        public void run(Run run) {
            String result = run.capture(body);
            targets.forEach(target -> target.set(run, result));
        }
    }

    /// `{% filter name(…) %}`, applied to what its body writes.
    record FilterBody(Invocation.FilterCall call, Group body) implements Plain {
        @Override
        public void run(Run run) {
            @Nullable Object value = evaluate(run);
            try {
                run.write(Values.output(value, run.budget()));
            } catch (Fault e) {
                throw call.at().failure(e);
            }
        }

        @Nullable Object evaluate(Run run) {
            Expression input = new Expression.Literal(run.capture(body));
            return run.evaluate(
                    new Invocation.FilterCall(call.name(), input, call.arguments(), call.at()));
        }
    }

    /// `{% block name %}`: its body, with variables of its own.
    record Block(String name, Group body, int slots) implements Plain {
        @Override
        public void run(Run run) {
            run.inBlock(this);
        }
    }

    /// A case with an empty body goes on to the next.
    record Switch(Expression subject, List<If.Branch> cases, Group otherwise) implements Plain {
        @Override
        public void run(Run run) {
            @Nullable Object value = run.evaluate(subject);
            boolean found = false;
            for (If.Branch branch : cases) {
                found = found || Values.same(value, run.evaluate(branch.condition()));
                if (found && !branch.body().isEmpty()) {
                    branch.body().run(run);
                    return;
                }
            }
            otherwise.run(run);
        }
    }

    /// The parameters of a macro: those without a default, then those with one.
    record Parameters(List<String> names, List<Slot> slots, Map<String, Default> defaults) {}

    /// What a parameter is when it is not given.
    record Default(Slot slot, Expression value) {}
}
