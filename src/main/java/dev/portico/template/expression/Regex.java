package dev.portico.template.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portico.platform.regex.RegexSize;
import dev.portico.platform.regex.RegexSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A regular expression literal `r/…/gimy`. Matching takes time linear in the text (RE2), so
/// look-around and back-references don't exist.
final class Regex {
    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_SIZE = 10_000;

    private final String source;
    private final String flags;
    private final Pattern pattern;
    private final long size;
    private final boolean unbounded;
    private int lastIndex;

    private Regex(String source, String flags, Pattern pattern, long size) {
        this.source = source;
        this.flags = flags;
        this.pattern = pattern;
        this.size = size;
        this.unbounded = RegexSize.unbounded(source);
    }

    /// Throws [Fault] for a pattern that RE2 can't read.
    static Regex of(String source, String flags) {
        long size = source.length() > MAX_LENGTH ? MAX_SIZE + 1 : RegexSize.of(source);
        if (size > MAX_SIZE) {
            throw Fault.of("The regular expression is too big; make it shorter, or its counts.");
        }
        int options = 0;
        if (flags.indexOf('i') >= 0) {
            options |= Pattern.CASE_INSENSITIVE;
        }
        if (flags.indexOf('m') >= 0) {
            options |= Pattern.MULTILINE;
        }
        try {
            return new Regex(
                    source, flags, Pattern.compile(RegexSource.translated(source), options), size);
        } catch (PatternSyntaxException e) {
            throw Fault.of(
                    "The regular expression /"
                            + source
                            + "/ can't be used: "
                            + e.getDescription()
                            + "; look-around and back-references don't exist here.");
        }
    }

    /// A literal evaluated anew has its own place to go on from.
    Regex fresh() {
        return new Regex(source, flags, pattern, size);
    }

    /// Pays for one pass over the text.
    private Matcher matcher(String text, Budget budget) {
        budget.spend(text.length() * (8 + size) / 64);
        return pattern.matcher(text);
    }

    /// Pays for going on behind a match: `a.*z|a` may look at all the rest for each.
    private void goOn(String text, int from, Budget budget) {
        budget.spend(1 + (unbounded ? (text.length() - from) * (8 + size) / 256 : 0));
    }

    private boolean global() {
        return flags.indexOf('g') >= 0;
    }

    private boolean sticky() {
        return flags.indexOf('y') >= 0;
    }

    /// Finds a match as JavaScript's `test` and `replace` do: with `g` or `y` from where the last
    /// one ended.
    private boolean find(Matcher matcher, String text) {
        if (!global() && !sticky()) {
            return matcher.find();
        }
        boolean found =
                lastIndex <= text.length()
                        && matcher.find(lastIndex)
                        && (!sticky() || matcher.start() == lastIndex);
        lastIndex = found ? matcher.end() : 0;
        return found;
    }

    boolean test(String text, Budget budget) {
        return find(matcher(text, budget), text);
    }

    /// JavaScript's `text.replace(regex, replacement)`.
    String replace(String text, String replacement, Budget budget) {
        Matcher matcher = matcher(text, budget);
        StringBuilder result = new StringBuilder();
        int end = 0;
        int from = 0;
        if (global()) {
            lastIndex = 0;
        }
        boolean found = global() ? next(matcher, text, from) : find(matcher, text);
        while (found) {
            goOn(text, end, budget);
            result.append(text, end, matcher.start());
            Replacement.of(text, matcher).append(result, replacement, budget);
            budget.check(result.length());
            end = matcher.end();
            from = end > matcher.start() ? end : end + 1;
            found = global() && next(matcher, text, from);
        }
        return budget.made(result.append(text, end, text.length()).toString());
    }

    private boolean next(Matcher matcher, String text, int from) {
        return from <= text.length()
                && matcher.find(from)
                && (!sticky() || matcher.start() == from);
    }

    /// JavaScript's `text.split(regex)`: groups of the separators are parts too.
    void split(String text, List<@Nullable Object> parts, Budget budget) {
        Matcher matcher = matcher(text, budget);
        if (text.isEmpty()) {
            if (!matcher.matches()) {
                parts.add(text);
            }
            return;
        }
        int from = 0;
        int at = 0;
        while (at < text.length() && matcher.find(at)) {
            goOn(text, at, budget);
            int end = matcher.end();
            if (matcher.start() >= text.length()) {
                break;
            }
            if (end == from) {
                at = at + 1;
                continue;
            }
            parts.add(text.substring(from, matcher.start()));
            for (int i = 1; i <= matcher.groupCount(); i++) {
                String group = matcher.group(i);
                parts.add(group == null ? Undefined.VALUE : group);
            }
            from = end;
            at = end == matcher.start() ? end + 1 : end;
        }
        parts.add(text.substring(from));
    }

    @Override
    public String toString() {
        return "/" + source + "/" + flags;
    }
}
