package dev.portico.template.expression;

import java.util.List;
import java.util.Random;

/// Makes templates at random from a seed: mostly well-formed, of everything the language has.
final class RandomTemplates {
    private static final List<String> ATOMS =
            List.of(
                    "n",
                    "f",
                    "neg",
                    "l",
                    "ls",
                    "o",
                    "text",
                    "nul",
                    "nope",
                    "e",
                    "users",
                    "t",
                    "x",
                    "y",
                    "0",
                    "1",
                    "2.5",
                    "'a'",
                    "'b c'",
                    "''",
                    "true",
                    "false",
                    "none",
                    "loop",
                    "m",
                    "parameters.name",
                    "parameters.o",
                    "users[0]",
                    "loop.index");
    private static final List<String> OPERATORS =
            List.of(
                    " + ",
                    " - ",
                    " * ",
                    " / ",
                    " // ",
                    " % ",
                    " ** ",
                    " ~ ",
                    " == ",
                    " != ",
                    " === ",
                    " < ",
                    " >= ",
                    " in ",
                    " not in ",
                    " and ",
                    " or ",
                    "+",
                    "-",
                    "~");
    private static final List<String> FILTERS =
            List.of(
                    "upper",
                    "lower",
                    "length",
                    "first",
                    "last",
                    "join(',')",
                    "default('d')",
                    "dump",
                    "sort",
                    "reverse",
                    "list",
                    "int",
                    "float",
                    "abs",
                    "round(1)",
                    "trim",
                    "title",
                    "capitalize",
                    "string",
                    "safe",
                    "e",
                    "replace('a','b')",
                    "truncate(3)",
                    "sum",
                    "batch(2)",
                    "slice(2)",
                    "select",
                    "reject('odd')",
                    "selectattr('on')",
                    "indent(1)",
                    "groupby('age')",
                    "dictsort",
                    "wordcount",
                    "urlencode",
                    "default(y, true)");
    private static final List<String> TESTS =
            List.of(
                    "defined",
                    "undefined",
                    "null",
                    "none",
                    "string",
                    "number",
                    "mapping",
                    "iterable",
                    "even",
                    "odd",
                    "truthy",
                    "falsy",
                    "eq(1)",
                    "gt(0)",
                    "lt('b')",
                    "divisibleby(2)",
                    "callable",
                    "escaped",
                    "upper",
                    "sameas(n)");
    private static final List<String> MEMBERS =
            List.of(
                    ".length",
                    ".a",
                    ".b",
                    ".name",
                    "[0]",
                    "[1]",
                    "['a']",
                    "[n]",
                    ".join('-')",
                    ".slice(1)",
                    ".toUpperCase()",
                    ".split('a')",
                    ".includes(1)",
                    ".indexOf('b')",
                    ".concat(1)",
                    ".toFixed(1)",
                    ".trim()",
                    ".push(1)",
                    ".pop()",
                    ".reverse()",
                    ".sort()",
                    ".at(0)",
                    ".ad.c");
    private static final List<String> TEXTS =
            List.of("a", " ", "\n", "\n  ", "b\n", "{ ", "} ", "$", "{{ z }}", "é", "-");

    private final Random random;
    private int captured;

    RandomTemplates(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder template = new StringBuilder();
        body(template, 3);
        return template.toString();
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String open() {
        return random.nextInt(6) == 0 ? "{%- " : "{% ";
    }

    private String close() {
        return random.nextInt(6) == 0 ? " -%}" : " %}";
    }

    private void body(StringBuilder out, int depth) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(depth > 0 ? 12 : 4)) {
                case 0, 1 -> out.append(any(TEXTS));
                case 2, 3, 4 -> out.append("${{ ").append(expression(3)).append(" }}");
                case 5 -> block(out, "if " + expression(2), "endif", depth, "else");
                case 6 -> block(out, "for x in " + expression(1), "endfor", depth, "else");
                case 7 -> block(out, "for x, y in " + expression(1), "endfor", depth, "else");
                case 8 ->
                        tag(out, "set " + any(List.of("x", "y", "n", "l")) + " = " + expression(2));
                case 9 -> block(out, "set y", "endset", depth, "");
                case 10 -> macro(out, depth);
                default -> other(out, depth);
            }
        }
    }

    /// Theirs allows none in what is captured.
    private void macro(StringBuilder out, int depth) {
        if (captured == 0) {
            block(out, "macro m(x, y=1)", "endmacro", depth, "");
        }
    }

    private void other(StringBuilder out, int depth) {
        switch (random.nextInt(6)) {
            case 0 -> out.append("${{ m(").append(expression(1)).append(") }}");
            case 1 -> block(out, "filter " + any(FILTERS), "endfilter", depth, "");
            case 2 -> block(out, "call m(1)", "endcall", depth, "");
            case 3 -> block(out, "if " + expression(1), "endif", depth, "elif " + expression(1));
            case 4 ->
                    out.append(
                            any(List.of("{# c #}", "{#- c -#}", "{% raw %}{{ x }}{% endraw %}")));
            default -> {
                out.append("{% switch ").append(expression(1)).append(" %}");
                block(out, "case " + expression(1), "endswitch", depth, "default");
            }
        }
    }

    private void tag(StringBuilder out, String content) {
        out.append(open()).append(content).append(close());
    }

    private void block(StringBuilder out, String begin, String end, int depth, String middle) {
        boolean captures = begin.equals("set y") || begin.startsWith("filter");
        captured += captures ? 1 : 0;
        tag(out, begin);
        body(out, depth - 1);
        if (!middle.isEmpty() && random.nextInt(3) == 0) {
            tag(out, middle);
            body(out, depth - 1);
        }
        if (random.nextInt(200) != 0) {
            tag(out, end);
        }
        captured -= captures ? 1 : 0;
    }

    private String expression(int depth) {
        if (depth == 0) {
            return any(ATOMS);
        }
        return switch (random.nextInt(12)) {
            case 0, 1 -> any(ATOMS);
            case 2, 3 -> expression(depth - 1) + any(OPERATORS) + expression(depth - 1);
            case 4, 5 -> expression(depth - 1) + "|" + any(FILTERS);
            case 6 ->
                    "("
                            + expression(depth - 1)
                            + any(List.of(" is ", " is not "))
                            + any(TESTS)
                            + ")";
            case 7 -> any(ATOMS) + any(MEMBERS);
            case 8 -> any(List.of("not ", "-", "(")) + expression(depth - 1);
            case 9 -> "(" + expression(depth - 1) + ")" + any(MEMBERS);
            case 10 -> "[" + expression(depth - 1) + ", " + expression(depth - 1) + "]";
            default ->
                    expression(depth - 1)
                            + " if "
                            + expression(depth - 1)
                            + (random.nextBoolean() ? " else " + expression(depth - 1) : "");
        };
    }
}
