package dev.portico.template.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks a syntax tree and collects its [References].
final class ReferenceFinder {
    private final List<References.Path> paths = new ArrayList<>();
    private final List<References.Use> filters = new ArrayList<>();
    private final List<References.Use> tests = new ArrayList<>();
    private final List<References.Use> functions = new ArrayList<>();
    private final Set<String> assigned = new HashSet<>(Set.of("loop", "caller"));

    private ReferenceFinder() {}

    static References find(Statement.Group body) {
        ReferenceFinder finder = new ReferenceFinder();
        finder.group(body);
        finder.paths.removeIf(path -> finder.assigned.contains(path.segments().getFirst()));
        finder.functions.removeIf(use -> finder.assigned.contains(use.name()));
        return new References(finder.paths, finder.filters, finder.tests, finder.functions);
    }

    private void group(Statement.Group group) {
        group.statements().forEach(this::statement);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Text _ -> {}
            case Statement.Output(Expression value, _) -> expression(value);
            case Statement.Group group -> group(group);
            case Statement.If(var branches, var otherwise) -> branches(branches, otherwise);
            case Statement.SetValue(var targets, Expression value) -> {
                targets.forEach(target -> assigned.add(target.name()));
                expression(value);
            }
            case Statement.SetBody(var targets, var body) -> {
                targets.forEach(target -> assigned.add(target.name()));
                group(body);
            }
            case Statement.FilterBody(var call, var body) -> {
                expression(call);
                group(body);
            }
            case Statement.Block(_, var body, _) -> group(body);
            case Statement.Switch(var subject, var cases, var otherwise) -> {
                expression(subject);
                branches(cases, otherwise);
            }
            case Loop(_, var items, var body, var otherwise, _, _) -> {
                expression(items);
                group(body);
                group(otherwise);
            }
            case MacroNode(var target, _, var parameters, var body, _) -> {
                if (target != null) {
                    assigned.add(target.name());
                }
                parameters.defaults().values().forEach(it -> expression(it.value()));
                group(body);
            }
            case CallBlock(var call, var body, _) -> {
                expression(call);
                statement(body);
            }
        }
    }

    private void branches(List<Statement.If.Branch> branches, Statement.Group otherwise) {
        for (Statement.If.Branch branch : branches) {
            expression(branch.condition());
            group(branch.body());
        }
        group(otherwise);
    }

    private void optional(@Nullable Expression expression) {
        if (expression != null) {
            expression(expression);
        }
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Simple simple -> simple(simple);
            case Operator.Sign(_, var operand, _) -> expression(operand);
            case Operator.Not(var operand) -> expression(operand);
            case Operator.Floor(var quotient) -> expression(quotient);
            case Operator.And(var left, var right) -> both(left, right);
            case Operator.Or(var left, var right) -> both(left, right);
            case Operator.Pair(_, var left, var right, _) -> both(left, right);
            case Operator.Choice(var condition, var then, var otherwise) -> {
                both(condition, then);
                optional(otherwise);
            }
            case Invocation.FunctionCall(var callee, var arguments, _, Position at) -> {
                if (callee instanceof Expression.FreeName(String name, _, _)) {
                    functions.add(use(name, arguments, at));
                } else {
                    expression(callee);
                }
                arguments(arguments);
            }
            case Invocation.FilterCall(String name, var input, var arguments, Position at) -> {
                expression(input);
                filters.add(use(name, arguments, at));
                arguments(arguments);
            }
            case Invocation.TestCall(String name, var value, var arguments, Position at) -> {
                expression(value);
                tests.add(use(name, arguments, at));
                arguments(arguments);
            }
        }
    }

    private void both(Expression left, Expression right) {
        expression(left);
        expression(right);
    }

    private static References.Use use(String name, Invocation.Arguments given, Position at) {
        int count = given.values().size() + given.keywords().size();
        return new References.Use(name, count, at.line(), at.column());
    }

    private void arguments(Invocation.Arguments arguments) {
        arguments.values().forEach(this::expression);
        arguments.keywords().values().forEach(this::expression);
    }

    private void simple(Expression.Simple simple) {
        switch (simple) {
            case Expression.Literal _, Expression.SlotName _, Expression.Pattern _ -> {}
            case Expression.FreeName _ -> path(simple);
            case Expression.Member _ -> path(simple);
            case Expression.Slice(var target, var from, var to, var by, _) -> {
                expression(target);
                optional(from);
                optional(to);
                optional(by);
            }
            case Expression.ListOf(var elements) -> elements.forEach(this::expression);
            case Expression.Sequence(var elements) -> elements.forEach(this::expression);
            case Expression.ObjectOf(var fields) -> fields.values().forEach(this::expression);
        }
    }

    /// A chain of members; where one is computed the path ends before it.
    private void path(Expression chain) {
        ArrayDeque<String> segments = new ArrayDeque<>();
        Expression base = chain;
        while (base instanceof Expression.Member(var target, var key, _, _)) {
            if (key instanceof Expression.Literal(String name)) {
                segments.addFirst(name);
            } else {
                segments.clear();
                expression(key);
            }
            base = target;
        }
        if (base instanceof Expression.FreeName(String name, boolean checked, Position at)) {
            segments.addFirst(name);
            paths.add(new References.Path(List.copyOf(segments), !checked, at.line(), at.column()));
        } else {
            expression(base);
        }
    }
}
