package dev.portico.template.expression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Templates that ours and npm's engine are compared with: every filter, test, operator and method
/// with values of every type, and a list written by hand.
final class ExpressionCases {
    private static final List<String> VALUES =
            List.of(
                    "n",
                    "f",
                    "neg",
                    "0",
                    "(0/0)",
                    "'x'",
                    "''",
                    "'12.5px'",
                    "text",
                    "'a,b'",
                    "nul",
                    "nope",
                    "true",
                    "false",
                    "l",
                    "ls",
                    "[]",
                    "[[1,2],[3]]",
                    "o",
                    "{}",
                    "users",
                    "('<b>'|safe)",
                    "r/a/");

    private static final Map<String, List<String>> FILTERS =
            Map.ofEntries(
                    Map.entry("abs", List.of("")),
                    Map.entry("batch", List.of("(1)", "(2)", "(2,'-')", "('3')", "(0)")),
                    Map.entry("capitalize", List.of("")),
                    Map.entry("center", List.of("", "(9)", "(12)", "('7')", "(1)")),
                    Map.entry("default", List.of("('d')", "('d',true)", "", "(nul,1)")),
                    Map.entry("d", List.of("('d')")),
                    Map.entry(
                            "dictsort",
                            List.of("", "(true)", "(false,'value')", "(true,'value')", "(1,'z')")),
                    Map.entry("dump", List.of("", "(2)", "('--')", "(20)", "(nul)")),
                    Map.entry("e", List.of("")),
                    Map.entry("escape", List.of("")),
                    Map.entry("first", List.of("")),
                    Map.entry("float", List.of("", "(7)", "('z')")),
                    Map.entry("forceescape", List.of("")),
                    Map.entry("groupby", List.of("('age')", "('ad.c')", "('zz')", "(0)")),
                    Map.entry(
                            "indent", List.of("", "(2)", "(2,true)", "('3')", "(0)", "(width=3)")),
                    Map.entry("int", List.of("", "(7)", "(7,16)", "(base=2)", "(default=nul)")),
                    Map.entry("join", List.of("", "(',')", "('-','name')", "(nul)", "(1)")),
                    Map.entry("last", List.of("")),
                    Map.entry("length", List.of("")),
                    Map.entry("list", List.of("")),
                    Map.entry("lower", List.of("")),
                    Map.entry("nl2br", List.of("")),
                    Map.entry("reject", List.of("", "('odd')", "('gt',1)", "('zz')", "('string')")),
                    Map.entry("rejectattr", List.of("('on')", "('zz')", "")),
                    Map.entry(
                            "replace",
                            List.of(
                                    "('a','b')",
                                    "('o','0',1)",
                                    "('','-')",
                                    "(r/[a-z]/g,'<$&>')",
                                    "(1,2)",
                                    "('l')",
                                    "(nul,'x')",
                                    "('o',nul)",
                                    "('o','',0)")),
                    Map.entry("reverse", List.of("")),
                    Map.entry(
                            "round",
                            List.of("", "(1)", "(0,'ceil')", "(1,'floor')", "('2')", "(-1)")),
                    Map.entry("safe", List.of("")),
                    Map.entry("select", List.of("", "('even')", "('lt',2)", "('eq','a')")),
                    Map.entry("selectattr", List.of("('on')", "('age')", "('ad.c')")),
                    Map.entry("slice", List.of("(2)", "(3,'-')", "(1)", "('2')")),
                    Map.entry(
                            "sort",
                            List.of(
                                    "",
                                    "(true)",
                                    "(false,true)",
                                    "(false,false,'age')",
                                    "(attribute='ad.c')",
                                    "(reverse=true,attribute='name')")),
                    Map.entry("string", List.of("")),
                    Map.entry("striptags", List.of("", "(true)")),
                    Map.entry("sum", List.of("", "('age')", "('age',5)", "(start=5)")),
                    Map.entry("title", List.of("")),
                    Map.entry("trim", List.of("")),
                    Map.entry(
                            "truncate",
                            List.of(
                                    "",
                                    "(5)",
                                    "(8)",
                                    "(8,true)",
                                    "(8,false,'!')",
                                    "(0)",
                                    "(3,1,nul)")),
                    Map.entry("upper", List.of("")),
                    Map.entry("urlencode", List.of("")),
                    Map.entry("urlize", List.of("", "(5)", "(9,true)")),
                    Map.entry("wordcount", List.of("")),
                    Map.entry("args", List.of("", "(1,nope)", "(a=1)")),
                    Map.entry("nothing", List.of("")));

    private static final List<String> OPERATORS =
            List.of(
                    "+", "-", "*", "/", "//", "%", "**", "~", "==", "===", "!=", "!==", "<", "<=",
                    ">", ">=", "in", "not in", "and", "or");

    private static final List<String> TEXT_METHODS =
            List.of(
                    "charAt()",
                    "charAt(1)",
                    "charAt(-1)",
                    "charCodeAt(0)",
                    "charCodeAt(99)",
                    "concat('a',1,nul)",
                    "endsWith('o')",
                    "endsWith('l',3)",
                    "includes('l')",
                    "includes('l',99)",
                    "indexOf('o')",
                    "indexOf('o',5)",
                    "indexOf('')",
                    "lastIndexOf('o')",
                    "lastIndexOf('o',5)",
                    "lastIndexOf('o',-1)",
                    "replace('o','0')",
                    "replace(r/o/g,'0')",
                    "replace('o','[$&$`$$]')",
                    "replace('o')",
                    "slice()",
                    "slice(1)",
                    "slice(-3)",
                    "slice(1,-1)",
                    "slice(3,1)",
                    "slice(nul)",
                    "split()",
                    "split('')",
                    "split(' ')",
                    "split('o',1)",
                    "split(r/o/)",
                    "split(r/(o)/)",
                    "split(r//)",
                    "split('',3)",
                    "split(nul)",
                    "split('o',0)",
                    "split('o',-1)",
                    "startsWith('H')",
                    "startsWith('e',1)",
                    "substring(2)",
                    "substring(3,1)",
                    "substring(-1,99)",
                    "toLowerCase()",
                    "toUpperCase()",
                    "trim()",
                    "trimStart()",
                    "trimEnd()",
                    "trim(1)",
                    "length",
                    "repeat(2)",
                    "padStart(3)",
                    "at(0)",
                    "match(r/o/)",
                    "search('o')",
                    "big()",
                    "replaceAll('o','0')",
                    "toString()",
                    "includes()",
                    "startsWith()");

    private static final List<String> LIST_METHODS =
            List.of(
                    "at()",
                    "at(1)",
                    "at(-1)",
                    "at(9)",
                    "at('1')",
                    "concat()",
                    "concat([4],5,nul)",
                    "copyWithin(0,1)",
                    "copyWithin(1)",
                    "copyWithin(-1,0,1)",
                    "fill(0)",
                    "fill(9,1)",
                    "fill(9,-2,-1)",
                    "fill()",
                    "flat()",
                    "flat(2)",
                    "flat(0)",
                    "includes(1)",
                    "includes('1')",
                    "includes(1,2)",
                    "includes(1,-9)",
                    "indexOf(2)",
                    "indexOf(2,-1)",
                    "indexOf(7)",
                    "join()",
                    "join('-')",
                    "join(nul)",
                    "join('')",
                    "lastIndexOf(1)",
                    "lastIndexOf(1,-2)",
                    "lastIndexOf(1,0)",
                    "pop()",
                    "push(4)",
                    "push(4,5)",
                    "push()",
                    "reverse()",
                    "shift()",
                    "slice()",
                    "slice(1)",
                    "slice(-1)",
                    "slice(1,-1)",
                    "sort()",
                    "splice()",
                    "splice(1)",
                    "splice(1,1)",
                    "splice(-1,1,7,8)",
                    "splice(0,0,9)",
                    "splice(0,9)",
                    "unshift(0)",
                    "unshift(1,2)",
                    "unshift()",
                    "length",
                    "map(1)",
                    "forEach",
                    "keys()",
                    "find(1)",
                    "push",
                    "toString()");

    private static final List<String> NUMBER_METHODS =
            List.of(
                    "toFixed()",
                    "toFixed(0)",
                    "toFixed(2)",
                    "toFixed(20)",
                    "toFixed(101)",
                    "toFixed(-1)",
                    "toFixed('1')",
                    "toPrecision()",
                    "toPrecision(1)",
                    "toPrecision(3)",
                    "toPrecision(30)",
                    "toPrecision(0)",
                    "toExponential()",
                    "toExponential(0)",
                    "toExponential(3)",
                    "toExponential(101)",
                    "toString()",
                    "toString(2)",
                    "toString(16)",
                    "toString(36)",
                    "toString(3)",
                    "toString(1)",
                    "toString(37)",
                    "toString(10)",
                    "valueOf()",
                    "length");

    private static final List<String> NUMBERS =
            List.of(
                    "n",
                    "f",
                    "neg",
                    "0",
                    "(0/0)",
                    "(1/0)",
                    "1234.5678",
                    "0.000001234",
                    "(2**70)",
                    "(1/3)",
                    "123456789",
                    "0.1",
                    "1.005",
                    "25",
                    "(0-255.75)",
                    "99.995");

    private ExpressionCases() {}

    /// @param cookiecutter in that dialect instead of Backstage's
    record Case(String source, boolean cookiecutter, boolean trim, boolean lstrip) {}

    static List<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        generated().forEach(expression -> cases.add(plain("${{ " + expression + " }}")));
        for (String line : lines("expressions.txt")) {
            cases.add(plain("${{ " + line + " }}"));
        }
        for (String line : lines("templates.txt")) {
            cases.add(plain(line));
            cases.add(new Case(line, false, true, true));
            cases.add(new Case(line, false, false, true));
        }
        for (String line : lines("cookiecutter.txt")) {
            cases.add(new Case(line, true, false, false));
        }
        return cases;
    }

    private static Case plain(String source) {
        return new Case(source, false, false, false);
    }

    private static List<String> generated() {
        List<String> generated = new ArrayList<>();
        for (String value : VALUES) {
            new TreeMap<>(FILTERS)
                    .forEach(
                            (filter, arguments) ->
                                    arguments.forEach(
                                            it -> generated.add(value + "|" + filter + it)));
            for (String test : TemplateLanguage.testNames()) {
                generated.add(value + " is " + test);
                generated.add(value + " is not " + test + "(1)");
                generated.add(value + " is " + test + "('x')");
            }
            for (String operator : OPERATORS) {
                VALUES.forEach(right -> generated.add(value + " " + operator + " " + right));
            }
            for (String unary : List.of("-", "+", "not ", "1 if ", "'' ~ ")) {
                generated.add(unary + value);
            }
            for (String member : List.of("[0]", "['a']", "[nope]", "['length']", ".b", "[1:]")) {
                generated.add(value + member);
                generated.add("[" + value + "]" + member);
            }
            generated.add("(" + value + ")|dump");
            generated.add(value);
        }
        for (String text : List.of("text", "''", "' a b '", "('ab'|safe)", "'oo'")) {
            TEXT_METHODS.forEach(method -> generated.add("[" + text + "." + method + "]|dump"));
        }
        for (String list : List.of("l", "[]", "[[1,[2,[3]]],4]", "[10,9,1,nul,'b']", "[1,2,1]")) {
            for (String method : LIST_METHODS) {
                generated.add("[" + list + "." + method + ",l]|dump");
            }
        }
        for (String number : NUMBERS) {
            generated.add(number);
            NUMBER_METHODS.forEach(method -> generated.add(number + "." + method));
        }
        return generated;
    }

    /// The lines of a resource; `\n`, `\r` and `\t` in them mean what they say, `#!` begins a note.
    private static List<String> lines(String name) throws IOException {
        try (InputStream in = ExpressionCases.class.getResourceAsStream("/template/" + name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#!"))
                    .map(
                            line ->
                                    line.replace("\\n", "\n")
                                            .replace("\\r", "\r")
                                            .replace("\\t", "\t"))
                    .toList();
        }
    }
}
