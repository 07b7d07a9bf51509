package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the expressions of one tag. From weak to strong: `if else`, `or`, `and`, `not`, `in`,
/// `is`, comparisons, `~`, `+`, `-`, `*`, `/`, `//`, `%`, `**`, signs, filters, calls and members.
/// Each level is left-associative, so `1 + 2 - 3` is `1 + (2 - 3)`, as in Nunjucks.
final class ExpressionParser {
    private static final Operator.Binary[] LEVELS = {
        Operator.Binary.CONCATENATE,
        Operator.Binary.ADD,
        Operator.Binary.SUBTRACT,
        Operator.Binary.MULTIPLY,
        Operator.Binary.DIVIDE,
        Operator.Binary.FLOOR,
        Operator.Binary.MODULO,
        Operator.Binary.POWER
    };
    private static final List<Operator.Binary> COMPARISONS =
            List.of(
                    Operator.Binary.EQUAL,
                    Operator.Binary.SAME,
                    Operator.Binary.UNEQUAL,
                    Operator.Binary.NOT_SAME,
                    Operator.Binary.LESS,
                    Operator.Binary.GREATER,
                    Operator.Binary.LESS_OR_EQUAL,
                    Operator.Binary.GREATER_OR_EQUAL);
    private static final Set<String> CHECKS_PRESENCE = Set.of("defined", "undefined");

    private final TokenCursor tokens;
    private final Findings findings;
    private final Primaries primaries;

    ExpressionParser(TokenCursor tokens, Scopes scopes, Findings findings) {
        this.tokens = tokens;
        this.findings = findings;
        this.primaries = new Primaries(this, tokens, scopes, findings);
    }

    /// `a`, or `a if b else c`.
    Expression expression() {
        findings.enter(tokens.at());
        Expression value = or();
        if (tokens.skipName("if")) {
            Expression condition = or();
            @Nullable Expression otherwise = tokens.skipName("else") ? or() : null;
            value = findings.add(new Operator.Choice(condition, value, otherwise), tokens.at());
        }
        findings.leave();
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            Expression right = and();
            left = findings.add(new Operator.Or(Guards.unchecked(left), right), tokens.at());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = findings.add(new Operator.And(left, not()), tokens.at());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return in();
        }
        findings.enter(tokens.at());
        Expression operand = not();
        findings.leave();
        return findings.add(new Operator.Not(operand), tokens.at());
    }

    private Expression in() {
        Expression left = is();
        while (true) {
            boolean negated = tokens.peek().name("not") && tokens.second().name("in");
            Position at = tokens.at();
            if (negated) {
                tokens.next();
            }
            if (!tokens.skipName("in")) {
                return left;
            }
            left = findings.add(new Operator.Pair(Operator.Binary.IN, left, is(), at), at);
            if (negated) {
                left = findings.add(new Operator.Not(left), at);
            }
        }
    }

    private Expression is() {
        Expression left = comparison();
        Position at = tokens.at();
        if (!tokens.skipName("is")) {
            return left;
        }
        boolean negated = tokens.skipName("not");
        Expression test = test(left, at);
        return negated ? findings.add(new Operator.Not(test), at) : test;
    }

    private Expression test(Expression left, Position at) {
        Token name = tokens.next();
        if (name.kind() != Token.Kind.NAME) {
            throw tokens.at(name)
                    .syntax("A test is a name such as 'defined', not " + name.shown() + ".");
        }
        Invocation.Arguments arguments =
                tokens.peek().operator("(") ? arguments() : Invocation.Arguments.NONE;
        Expression value =
                CHECKS_PRESENCE.contains(name.text()) ? Guards.unchecked(left) : left;
        String test = name.text().equals("none") ? "null" : name.text();
        return findings.add(new Invocation.TestCall(test, value, arguments, at), at);
    }

    private Expression comparison() {
        Expression left = level(0);
        while (true) {
            Position at = tokens.at();
            Operator.@Nullable Binary operator = skipComparison();
            if (operator == null) {
                return left;
            }
            left = findings.add(new Operator.Pair(operator, left, level(0), at), at);
        }
    }

    private Operator.@Nullable Binary skipComparison() {
        for (Operator.Binary operator : COMPARISONS) {
            if (tokens.skip(operator.symbol())) {
                return operator;
            }
        }
        return null;
    }

    private Expression level(int level) {
        if (level == LEVELS.length) {
            return unary(true);
        }
        Expression left = level(level + 1);
        Position at = tokens.at();
        while (tokens.skip(LEVELS[level].symbol())) {
            left = findings.add(new Operator.Pair(LEVELS[level], left, level(level + 1), at), at);
            at = tokens.at();
        }
        return left;
    }

    private Expression unary(boolean filters) {
        Position at = tokens.at();
        Expression value;
        if (tokens.skip("-")) {
            value = signed(Operator.Unary.MINUS, "-", at);
        } else if (tokens.skip("+")) {
            value = signed(Operator.Unary.PLUS, "+", at);
        } else {
            value = primaries.primary();
        }
        return filters ? filtered(value) : value;
    }

    private Expression signed(Operator.Unary sign, String symbol, Position at) {
        if (tokens.peek().operator(symbol)) {
            throw at.syntax("Two signs follow each other; use parentheses.");
        }
        findings.enter(at);
        Expression operand = unary(false);
        findings.leave();
        return findings.add(new Operator.Sign(sign, operand, at), at);
    }

    private Expression filtered(Expression input) {
        Expression value = input;
        while (tokens.skip("|")) {
            value = filter(value);
        }
        return value;
    }

    /// The name and arguments of a filter.
    Invocation.FilterCall filter(Expression input) {
        Position at = tokens.at();
        StringBuilder name = new StringBuilder(tokens.name("A filter"));
        while (tokens.skip(".")) {
            name.append('.').append(tokens.name("A filter"));
        }
        Invocation.Arguments arguments =
                tokens.peek().operator("(") ? arguments() : Invocation.Arguments.NONE;
        String filter = name.toString();
        boolean guards = filter.equals("default") || filter.equals("d");
        Expression value = guards ? Guards.unchecked(input) : input;
        Invocation.FilterCall call = new Invocation.FilterCall(filter, value, arguments, at);
        findings.add(call, at);
        return call;
    }

    /// `(a, b, c=1)`.
    Invocation.Arguments arguments() {
        tokens.expect("(");
        List<Expression> values = new ArrayList<>();
        Map<String, Expression> keywords = new LinkedHashMap<>();
        while (!tokens.skip(")")) {
            if (!values.isEmpty() || !keywords.isEmpty()) {
                tokens.expect(",");
            }
            if (tokens.peek().kind() == Token.Kind.NAME && tokens.second().operator("=")) {
                String name = tokens.next().text();
                tokens.next();
                keywords.put(name, expression());
            } else {
                values.add(expression());
            }
        }
        return new Invocation.Arguments(values, keywords);
    }

    /// Whether nothing is left.
    boolean atEnd() {
        return tokens.peek().kind() == Token.Kind.END;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw tokens.at()
                    .syntax(tokens.peek().shown() + " is not expected; the tag should end here.");
        }
    }
}
