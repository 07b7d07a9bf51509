package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the expressions of one tag. From weak to strong: `if else`, `or`, `and`, `in`, `is`, then
/// an [OperatorChain], `**`, signs and filters, calls and members.
final class ExpressionParser {
    private static final Map<String, Operator.Binary> OPERATORS =
            Stream.of(Operator.Binary.values())
                    .filter(it -> it != Operator.Binary.IN && it != Operator.Binary.POWER)
                    .collect(Collectors.toMap(Operator.Binary::symbol, it -> it));
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
        int negations = 0;
        while (tokens.skipName("not")) {
            findings.enter(tokens.at());
            negations++;
        }
        Expression value = in(negations);
        for (int i = 0; i < negations; i++) {
            findings.leave();
        }
        return value;
    }

    private Expression in(int negations) {
        OperatorChain chain = chain();
        if (!tokens.peek().name("is") && !inFollows()) {
            return chain.fold(negations);
        }
        Expression left = is(chain.fold(0));
        while (inFollows()) {
            Position at = tokens.at();
            boolean negated = tokens.skipName("not");
            tokens.next();
            Expression right = is(chain().fold(0));
            left = findings.add(new Operator.Pair(Operator.Binary.IN, left, right, at), at);
            if (negated) {
                left = new Operator.Not(left);
            }
        }
        for (int i = 0; i < negations; i++) {
            left = new Operator.Not(left);
        }
        return left;
    }

    private boolean inFollows() {
        return tokens.peek().name("in")
                || (tokens.peek().name("not") && tokens.second().name("in"));
    }

    private Expression is(Expression left) {
        Position at = tokens.at();
        if (!tokens.skipName("is")) {
            return left;
        }
        boolean negated = tokens.skipName("not");
        Expression test = test(left, at);
        return negated ? new Operator.Not(test) : test;
    }

    private Expression test(Expression left, Position at) {
        Token name = tokens.next();
        if (name.kind() != Token.Kind.NAME) {
            throw tokens.at(name)
                    .syntax("A test is a name such as 'defined', not " + name.shown() + ".");
        }
        Invocation.Arguments arguments =
                tokens.peek().operator("(") ? arguments() : Invocation.Arguments.NONE;
        Expression value = CHECKS_PRESENCE.contains(name.text()) ? Guards.unchecked(left) : left;
        String test = name.text().equals("none") ? "null" : name.text();
        return findings.add(new Invocation.TestCall(test, value, arguments, at), at);
    }

    private OperatorChain chain() {
        OperatorChain chain = new OperatorChain(power(), findings);
        while (tokens.peek().kind() == Token.Kind.OPERATOR) {
            Operator.@Nullable Binary operator = OPERATORS.get(tokens.peek().text());
            if (operator == null) {
                break;
            }
            Position at = tokens.at();
            tokens.next();
            chain.add(operator, at, power());
        }
        return chain;
    }

    private Expression power() {
        Expression left = unary(true);
        Position at = tokens.at();
        while (tokens.skip("**")) {
            Expression right = unary(true);
            left = findings.add(new Operator.Pair(Operator.Binary.POWER, left, right, at), at);
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
