package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads literals, names, lists, objects, and the calls and members behind them.
final class Primaries {
    static final Set<String> CONSTANTS = Set.of("true", "false", "none", "null");

    private final ExpressionParser parser;
    private final TokenCursor tokens;
    private final Scopes scopes;
    private final Findings findings;

    Primaries(ExpressionParser parser, TokenCursor tokens, Scopes scopes, Findings findings) {
        this.parser = parser;
        this.tokens = tokens;
        this.scopes = scopes;
        this.findings = findings;
    }

    Expression primary() {
        Position at = tokens.at();
        Token token = tokens.next();
        Expression value =
                switch (token.kind()) {
                    case TEXT -> new Expression.Literal(token.text());
                    case NUMBER -> new Expression.Literal(Double.parseDouble(token.text()));
                    case REGEX -> regex(token, at);
                    case NAME -> name(token.text(), at);
                    case OPERATOR -> aggregate(token, at);
                    case END -> throw unexpected(token);
                };
        return behind(findings.add(value, at));
    }

    /// A callee as it is written, for messages.
    private static String shown(Expression callee) {
        return switch (callee) {
            case Expression.FreeName(String name, _, _) -> name;
            case Expression.SlotName(String name, _) -> name;
            case Expression.Member(var target, Expression.Literal(String key), _, _) ->
                    shown(target) + "." + key;
            case Expression.Member(var target, _, _, _) -> shown(target) + "[…]";
            case Invocation.FunctionCall(_, _, String shown, _) -> shown + "()";
            default -> "this value";
        };
    }

    private ExpressionException unexpected(Token token) {
        return tokens.at(token).syntax("Here should stand a value, not " + token.shown() + ".");
    }

    private static Expression regex(Token token, Position at) {
        try {
            return new Expression.Pattern(Regex.of(token.text(), token.flags()));
        } catch (Fault e) {
            throw at.syntax(e.reason());
        }
    }

    private Expression name(String name, Position at) {
        return switch (name) {
            case "true" -> new Expression.Literal(true);
            case "false" -> new Expression.Literal(false);
            case "none", "null" -> new Expression.Literal(null);
            default -> variable(name, at);
        };
    }

    private Expression variable(String name, Position at) {
        refuseReserved(name, at);
        findings.usesName(name);
        Slot slot = scopes.find(name);
        return slot == null
                ? new Expression.FreeName(name, true, at)
                : new Expression.SlotName(name, slot);
    }

    static void refuseReserved(@Nullable Object name, Position at) {
        if (Members.reserved(name)) {
            throw at.syntax("'" + name + "' can't be used in a template.");
        }
    }

    private Expression aggregate(Token token, Position at) {
        return switch (token.text()) {
            case "(" -> {
                List<Expression> elements = elements(")");
                if (elements.isEmpty()) {
                    throw at.syntax("The parentheses are empty.");
                }
                yield elements.size() == 1
                        ? elements.getFirst()
                        : new Expression.Sequence(elements);
            }
            case "[" -> new Expression.ListOf(elements("]"));
            case "{" -> new Expression.ObjectOf(fields());
            default -> throw unexpected(token);
        };
    }

    private List<Expression> elements(String end) {
        List<Expression> elements = new ArrayList<>();
        while (!tokens.skip(end)) {
            if (!elements.isEmpty()) {
                tokens.expect(",");
            }
            elements.add(parser.expression());
        }
        return elements;
    }

    private Map<String, Expression> fields() {
        Map<String, Expression> fields = new LinkedHashMap<>();
        boolean first = true;
        while (!tokens.skip("}")) {
            if (!first) {
                tokens.expect(",");
            }
            first = false;
            Position at = tokens.at();
            Token key = tokens.next();
            boolean constant = CONSTANTS.contains(key.text());
            if (key.kind() != Token.Kind.TEXT && (key.kind() != Token.Kind.NAME || constant)) {
                throw at.syntax("The key of a field is a name or a text, not " + key.shown() + ".");
            }
            refuseReserved(key.text(), at);
            tokens.expect(":");
            fields.put(key.text(), parser.expression());
        }
        return fields;
    }

    /// Calls, members and slices behind a value.
    private Expression behind(Expression value) {
        Expression chain = value;
        while (true) {
            Position at = tokens.at();
            if (tokens.peek().operator("(")) {
                chain = new Invocation.FunctionCall(chain, parser.arguments(), shown(chain), at);
            } else if (tokens.skip(".")) {
                String key = tokens.name("A member");
                refuseReserved(key, at);
                chain = member(chain, new Expression.Literal(key), at);
            } else if (tokens.skip("[")) {
                chain = subscript(chain, at);
            } else {
                return chain;
            }
            findings.add(chain, at);
        }
    }

    private Expression subscript(Expression target, Position at) {
        @Nullable Expression from = tokens.peek().operator(":") ? null : parser.expression();
        if (!tokens.peek().operator(":")) {
            tokens.expect("]");
            if (from == null) {
                throw at.syntax("The brackets are empty.");
            }
            if (from instanceof Expression.Literal(var key)) {
                refuseReserved(key, at);
            }
            return member(target, from, at);
        }
        tokens.next();
        @Nullable Expression to = bound();
        @Nullable Expression by = tokens.skip(":") ? bound() : null;
        tokens.expect("]");
        return new Expression.Slice(target, from, to, by, at);
    }

    private @Nullable Expression bound() {
        return tokens.peek().operator(":") || tokens.peek().operator("]")
                ? null
                : parser.expression();
    }

    private Expression member(Expression target, Expression key, Position at) {
        findings.usesMember(key instanceof Expression.Literal(var constant) ? constant : null);
        boolean step =
                target instanceof Expression.FreeName(String name, _, _) && name.equals("steps");
        return new Expression.Member(target, key, step, at);
    }
}
