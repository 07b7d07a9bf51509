package dev.portico.catalog.pipeline;

import java.util.regex.Pattern;

/// Glob patterns as minimatch reads them with `nocase` and `dot`: `*` and `?` stay within a path
/// segment, `**` as a whole segment spans any number, `[a-z]` and `{a,b}` choose.
final class Glob {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int pos;
    private int braces;

    private Glob(String glob) {
        this.glob = glob;
    }

    static Pattern compile(String glob) {
        return new Glob(glob).compile();
    }

    private Pattern compile() {
        while (pos < glob.length()) {
            char c = glob.charAt(pos);
            switch (c) {
                case '*' -> stars();
                case '?' -> literal("[^/]");
                case '[' -> charClass();
                case '{' -> open();
                case '}' -> close();
                case ',' -> literal(braces > 0 ? "|" : ",");
                case '\\' -> {
                    pos = Math.min(pos + 1, glob.length() - 1);
                    literal(Pattern.quote(String.valueOf(glob.charAt(pos))));
                }
                default -> literal(Pattern.quote(String.valueOf(c)));
            }
        }
        regex.append(")".repeat(braces));
        return Pattern.compile(
                regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private void literal(String part) {
        regex.append(part);
        pos++;
    }

    private void stars() {
        int end = pos;
        while (end < glob.length() && glob.charAt(end) == '*') {
            end++;
        }
        boolean segment =
                end - pos == 2
                        && (pos == 0 || glob.charAt(pos - 1) == '/')
                        && (end == glob.length() || glob.charAt(end) == '/');
        if (!segment) {
            regex.append("[^/]*");
            pos = end;
        } else if (end == glob.length()) {
            regex.append(".*");
            pos = end;
        } else {
            regex.append("(?:[^/]*/)*");
            pos = end + 1;
        }
    }

    private void charClass() {
        int end = glob.indexOf(']', pos + 2);
        if (end < 0) {
            literal("\\[");
            return;
        }
        String members = glob.substring(pos + 1, end);
        boolean negated = members.startsWith("!") || members.startsWith("^");
        regex.append(negated ? "[^" : "[")
                .append(
                        (negated ? members.substring(1) : members)
                                .replaceAll("[\\[\\]\\\\^&]", "\\\\$0"))
                .append(']');
        pos = end + 1;
    }

    private void open() {
        if (glob.indexOf('}', pos) < 0) {
            literal("\\{");
        } else {
            braces++;
            literal("(?:");
        }
    }

    private void close() {
        if (braces == 0) {
            literal("\\}");
        } else {
            braces--;
            literal(")");
        }
    }
}
