package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a whole template: text, interpolations and tags.
final class TemplateParser {
    private static final Set<String> ENDINGS =
            Set.of(
                    "elif",
                    "elseif",
                    "else",
                    "endif",
                    "endfor",
                    "endset",
                    "endmacro",
                    "endcall",
                    "endfilter",
                    "endblock",
                    "case",
                    "default",
                    "endswitch");
    private static final Set<String> LOADING = Set.of("include", "import", "from", "extends");

    private static final Statement.Group NOTHING = new Statement.Group(List.of());
    private static final Statement.Parameters NO_PARAMETERS =
            new Statement.Parameters(List.of(), List.of(), Map.of());

    private final Lexer lexer;
    private final Scopes scopes = new Scopes();
    private final Findings findings;
    private final Map<String, Position> blocks = new HashMap<>();
    private String ending = "";
    private TokenCursor tokens;
    private ExpressionParser expressions;

    TemplateParser(String source, TemplateLanguage language) {
        this.lexer =
                new Lexer(
                        source, language.dialect(), language.trimBlocks(), language.lstripBlocks());
        this.findings = new Findings(language.limits());
        this.tokens = new TokenCursor(List.of(), lexer);
        this.expressions = new ExpressionParser(tokens, scopes, findings);
    }

    /// @param slots how many variables are bound at the top
    /// @param changesLists whether a method that changes a list may be called
    record Parsed(Statement.Group body, int slots, boolean changesLists) {}

    Parsed parse() {
        Statement.Group body = until(Set.of(), "", lexer.at(), false);
        return new Parsed(body, scopes.slots(), findings.changesLists());
    }

    /// Reads up to one of some tags, which is then the current one.
    ///
    /// @param bare whether nothing may stand in that tag but its name
    private Statement.Group until(
            Set<String> endings, String opening, Position opened, boolean bare) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            switch (lexer.next()) {
                case END -> {
                    if (!endings.isEmpty()) {
                        throw opened.syntax(
                                "'" + opening + "' is not ended; write {% end" + opening + " %}.");
                    }
                    return new Statement.Group(statements);
                }
                case TEXT -> statements.add(add(new Statement.Text(lexer.text())));
                case OUTPUT -> statements.add(add(output()));
                case TAG -> {
                    read();
                    Position at = lexer.at();
                    String tag = tokens.name("A tag");
                    if (endings.contains(tag)) {
                        ending = tag;
                        if (bare) {
                            expressions.expectEnd();
                        }
                        return new Statement.Group(statements);
                    }
                    statements.add(add(statement(tag, at)));
                }
            }
        }
    }

    private <T extends Statement> T add(T statement) {
        return findings.add(statement, lexer.at());
    }

    private void read() {
        tokens = new TokenCursor(lexer.tokens(), lexer);
        expressions = new ExpressionParser(tokens, scopes, findings);
    }

    private Statement output() {
        read();
        Position at = tokens.at();
        Expression value = expressions.expression();
        expressions.expectEnd();
        return new Statement.Output(value, at);
    }

    private Statement statement(String tag, Position at) {
        findings.enter(at);
        Statement statement =
                switch (tag) {
                    case "if" -> branches(at);
                    case "for" -> loop(at);
                    case "set" -> set(at);
                    case "macro" -> macro(at);
                    case "call" -> call(at);
                    case "filter" -> filter(at);
                    case "block" -> block(at);
                    case "switch" -> choice(at);
                    case "raw", "verbatim" -> {
                        expressions.expectEnd();
                        yield new Statement.Text(lexer.raw(tag));
                    }
                    default -> throw unknown(tag, at);
                };
        findings.leave();
        return statement;
    }

    private static ExpressionException unknown(String tag, Position at) {
        if (LOADING.contains(tag)) {
            return at.syntax("'" + tag + "' does not exist here: a template loads no other.");
        }
        if (ENDINGS.contains(tag)) {
            return at.syntax("'" + tag + "' has no tag that it belongs to.");
        }
        return at.syntax(
                "There is no tag '"
                        + tag
                        + "'; there are if, for, set, macro, call, filter, block, switch, raw and"
                        + " verbatim.");
    }

    private Statement branches(Position at) {
        List<Statement.If.Branch> branches = new ArrayList<>();
        Statement.Group otherwise = NOTHING;
        do {
            Expression condition = lastExpression();
            Statement.Group body =
                    until(Set.of("elif", "elseif", "else", "endif"), "if", at, false);
            branches.add(new Statement.If.Branch(condition, body));
        } while (ending.equals("elif") || ending.equals("elseif"));
        if (ending.equals("else")) {
            expressions.expectEnd();
            otherwise = until(Set.of("endif"), "if", at, false);
        }
        expressions.expectEnd();
        return new Statement.If(branches, otherwise);
    }

    private Expression lastExpression() {
        Expression value = expressions.expression();
        expressions.expectEnd();
        return value;
    }

    private Statement loop(Position at) {
        List<String> names = names();
        if (!tokens.skipName("in")) {
            throw tokens.at().syntax("Here should stand 'in', not " + tokens.peek().shown() + ".");
        }
        if (names.size() == 1 && names.getFirst().equals("loop")) {
            throw at.syntax("A loop's variable can't be named 'loop'.");
        }
        scopes.push();
        Expression items = lastExpression();
        List<Statement.Target> targets = new ArrayList<>();
        names.forEach(name -> targets.add(new Statement.Target(name, scopes.bind(name))));
        int loops = findings.loops();
        Statement.Group body = until(Set.of("else", "endfor"), "for", at, true);
        Statement.Group otherwise =
                ending.equals("else") ? until(Set.of("endfor"), "for", at, true) : NOTHING;
        scopes.pop();
        return new Loop(targets, items, body, otherwise, findings.loops() > loops, at);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            Position at = tokens.at();
            String name = tokens.name("A variable");
            refuseConstant(name, at);
            names.add(name);
        } while (tokens.skip(","));
        return names;
    }

    private static void refuseConstant(String name, Position at) {
        if (Primaries.CONSTANTS.contains(name)) {
            throw at.syntax("'" + name + "' can't be a variable.");
        }
        Primaries.refuseReserved(name, at);
    }

    private Statement set(Position at) {
        List<Statement.Target> targets = new ArrayList<>();
        names().forEach(name -> targets.add(new Statement.Target(name, scopes.find(name))));
        if (tokens.skip("=")) {
            return new Statement.SetValue(targets, lastExpression());
        }
        expressions.expectEnd();
        return new Statement.SetBody(targets, until(Set.of("endset"), "set", at, true));
    }

    private Statement filter(Position at) {
        Invocation.FilterCall call = expressions.filter(new Expression.Literal(""));
        expressions.expectEnd();
        return new Statement.FilterBody(call, until(Set.of("endfilter"), "filter", at, true));
    }

    private Statement block(Position at) {
        String name = tokens.name("A block");
        expressions.expectEnd();
        Position first = blocks.putIfAbsent(name, at);
        if (first != null) {
            throw at.syntax(
                    "There is a block '" + name + "' already, in line " + first.line() + ".");
        }
        scopes.enterBody(false);
        Statement.Group body = until(Set.of("endblock"), "block", at, false);
        if (!expressions.atEnd() && !tokens.skipName(name)) {
            throw tokens.at().syntax("The end of the block can only name '" + name + "'.");
        }
        expressions.expectEnd();
        return new Statement.Block(name, body, scopes.leaveBody().slots());
    }

    private Statement choice(Position at) {
        Expression subject = lastExpression();
        if (!until(Set.of("case", "default", "endswitch"), "switch", at, false).isEmpty()) {
            throw at.syntax(
                    "Between 'switch' and the first 'case' nothing can stand, not even a space.");
        }
        List<Statement.If.Branch> cases = new ArrayList<>();
        while (ending.equals("case")) {
            Expression condition = lastExpression();
            Statement.Group body =
                    until(Set.of("case", "default", "endswitch"), "switch", at, false);
            cases.add(new Statement.If.Branch(condition, body));
        }
        Statement.Group otherwise = NOTHING;
        if (ending.equals("default")) {
            expressions.expectEnd();
            otherwise = until(Set.of("endswitch"), "switch", at, false);
        } else if (cases.isEmpty()) {
            throw at.syntax("A switch needs a 'case' or a 'default'.");
        }
        expressions.expectEnd();
        return new Statement.Switch(subject, cases, otherwise);
    }

    private Statement macro(Position at) {
        String name = tokens.name("A macro");
        refuseConstant(name, at);
        scopes.enterBody(false);
        Statement.Parameters parameters = parameters();
        expressions.expectEnd();
        Statement.Group body = until(Set.of("endmacro"), "macro", at, true);
        int slots = scopes.leaveBody().slots();
        boolean local = scopes.local();
        Statement.Target target = new Statement.Target(name, scopes.bind(name));
        return new MacroNode(target, local, parameters, body, slots);
    }

    private Statement call(Position at) {
        scopes.enterBody(true);
        Statement.Parameters parameters =
                tokens.peek().operator("(") ? parameters() : NO_PARAMETERS;
        Scopes.Body inner = scopes.leaveBody();
        if (!(lastExpression() instanceof Invocation.FunctionCall call)) {
            throw at.syntax("A call block needs the call of a macro: {% call name() %}.");
        }
        scopes.resume(inner);
        Statement.Group body = until(Set.of("endcall"), "call", at, true);
        int slots = scopes.leaveBody().slots();
        return new CallBlock(call, new MacroNode(null, true, parameters, body, slots), at);
    }

    private Statement.Parameters parameters() {
        List<String> names = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        Map<String, Statement.Default> defaults = new LinkedHashMap<>();
        tokens.expect("(");
        boolean first = true;
        while (!tokens.skip(")")) {
            if (!first) {
                tokens.expect(",");
            }
            first = false;
            Position at = tokens.at();
            String name = tokens.name("A parameter");
            refuseConstant(name, at);
            if (tokens.skip("=")) {
                Expression value = expressions.expression();
                defaults.put(name, new Statement.Default(scopes.bind(name), value));
            } else {
                names.add(name);
                slots.add(scopes.bind(name));
            }
        }
        return new Statement.Parameters(names, slots, defaults);
    }
}
