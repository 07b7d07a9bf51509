package dev.portico.template.expression;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `$&`, `$1`, `$<name>` of a replacement, as JavaScript reads them.
///
/// @param text what is searched
/// @param start where the match is, and `end`
/// @param groups what its groups matched; null for those that did not take part
record Replacement(
        String text,
        int start,
        int end,
        List<@Nullable String> groups,
        Map<String, Integer> names) {
    static Replacement of(String text, Matcher match) {
        List<@Nullable String> groups = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            groups.add(match.group(i));
        }
        return new Replacement(
                text, match.start(), match.end(), groups, match.pattern().namedGroups());
    }

    /// JavaScript's `text.replace(old, replacement)` for the first place where `old` is.
    static String first(String text, String old, String replacement, Budget budget) {
        int at = text.indexOf(old);
        if (at < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder().append(text, 0, at);
        int end = at + old.length();
        new Replacement(text, at, end, List.of(), Map.of()).append(result, replacement, budget);
        return budget.made(result.append(text, end, text.length()).toString());
    }

    void append(StringBuilder out, String template, Budget budget) {
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$' || i + 1 == template.length()) {
                out.append(c);
                i++;
            } else {
                i = special(out, template, i);
                budget.check(out.length());
            }
        }
    }

    private int special(StringBuilder out, String template, int at) {
        switch (template.charAt(at + 1)) {
            case '$' -> out.append('$');
            case '&' -> out.append(text, start, end);
            case '`' -> out.append(text, 0, start);
            case '\'' -> out.append(text, end, text.length());
            case '<' -> {
                return named(out, template, at);
            }
            default -> {
                return numbered(out, template, at);
            }
        }
        return at + 2;
    }

    private int numbered(StringBuilder out, String template, int at) {
        for (int length = 2; length >= 1; length--) {
            int after = at + 1 + length;
            if (after <= template.length()) {
                String digits = template.substring(at + 1, after);
                int group = digits.matches("[0-9]+") ? Integer.parseInt(digits) : 0;
                if (group >= 1 && group <= groups.size()) {
                    append(out, groups.get(group - 1));
                    return after;
                }
            }
        }
        out.append('$');
        return at + 1;
    }

    private int named(StringBuilder out, String template, int at) {
        int close = template.indexOf('>', at);
        if (close < 0 || names.isEmpty()) {
            out.append('$');
            return at + 1;
        }
        @Nullable Integer group = names.get(template.substring(at + 2, close));
        if (group != null) {
            append(out, groups.get(group - 1));
        }
        return close + 1;
    }

    private static void append(StringBuilder out, @Nullable String group) {
        if (group != null) {
            out.append(group);
        }
    }
}
