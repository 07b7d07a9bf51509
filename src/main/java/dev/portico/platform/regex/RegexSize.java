package dev.portico.platform.regex;

import java.util.ArrayDeque;

/// How many instructions a pattern becomes: `{n}` copies what is before it n times, and nested
/// copies multiply.
public final class RegexSize {
    private static final long TOO_BIG = 1L << 40;

    private final String pattern;
    private final ArrayDeque<Long> outer = new ArrayDeque<>();
    private long total;
    private long last;
    private int at;

    private RegexSize(String pattern) {
        this.pattern = pattern;
    }

    /// Instructions of a pattern of JavaScript or RE2.
    public static long of(String pattern) {
        return new RegexSize(pattern).count();
    }

    /// Whether a match has no greatest length, so that finding one may need a look at all the rest.
    public static boolean unbounded(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('+') >= 0 || pattern.contains(",}");
    }

    private long count() {
        while (at < pattern.length()) {
            step(pattern.charAt(at));
        }
        return total + last;
    }

    private void step(char c) {
        at++;
        switch (c) {
            case '(' -> {
                finish();
                outer.push(total);
                total = 1;
            }
            case ')' -> {
                finish();
                last = total;
                total = outer.isEmpty() ? 0 : outer.pop();
            }
            case '[' -> {
                atom();
                skipClass();
            }
            case '\\' -> {
                atom();
                at++;
            }
            case '{' -> repeat();
            case '*', '+', '?' -> last++;
            default -> atom();
        }
    }

    private void finish() {
        total = Math.min(TOO_BIG, total + last);
        last = 0;
    }

    private void atom() {
        finish();
        last = 1;
    }

    private void skipClass() {
        int from = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == from)) {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else is read as text.
    private void repeat() {
        int end = pattern.indexOf('}', at);
        String counts = end < 0 ? "" : pattern.substring(at, end);
        if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            atom();
            return;
        }
        long most = 1;
        for (String count : counts.split(",")) {
            most = Math.max(most, Long.parseLong(count));
        }
        last = Math.min(TOO_BIG, last * most);
        at = end + 1;
    }
}
