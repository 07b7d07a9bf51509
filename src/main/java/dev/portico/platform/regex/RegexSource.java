package dev.portico.platform.regex;

/// Writes a pattern of JavaScript as one of RE2: what `.` and `\s` match, names of groups, code
/// units by number, escapes that are not needed, `[^]` for any character and `[]` for none.
public final class RegexSource {
    private static final String SPACES =
            "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"
                    + "\\x{3000}\\x{feff}";
    private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private boolean inClass;

    private RegexSource(String source) {
        this.source = source;
    }

    /// The same pattern as RE2 reads it; whether it can is only known when it is compiled.
    public static String translated(String source) {
        return new RegexSource(source).translate();
    }

    private String translate() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\\' && at + 1 < source.length()) {
                escape(source.charAt(at + 1));
            } else if (inClass) {
                inClass = c != ']';
                put(c == '[' ? "\\[" : String.valueOf(c), 1);
            } else {
                plain(c);
            }
        }
        return out.toString();
    }

    private void put(String text, int length) {
        out.append(text);
        at += length;
    }

    private void plain(char c) {
        if (source.startsWith("[^]", at)) {
            put("(?s:.)", 3);
        } else if (source.startsWith("[]", at)) {
            put("[^\\x00-\\x{10FFFF}]", 2);
        } else if (c == '[') {
            inClass = true;
            boolean negated = source.startsWith("[^", at);
            put(negated ? "[^" : "[", negated ? 2 : 1);
        } else if (source.startsWith("(?<", at)
                && !source.startsWith("(?<=", at)
                && !source.startsWith("(?<!", at)) {
            put("(?P<", 3);
        } else if (c == '.') {
            put("[^" + LINE_ENDS + "]", 1);
        } else {
            put(String.valueOf(c), 1);
        }
    }

    private void escape(char next) {
        switch (next) {
            case '/', ' ', '"', '\'' -> put(String.valueOf(next), 2);
            case 's' -> put(inClass ? SPACES : "[" + SPACES + "]", 2);
            case 'S' -> put(inClass ? "\\S" : "[^" + SPACES + "]", 2);
            case 'b' -> put(inClass ? "\\x08" : "\\b", 2);
            case '0' -> put("\\x00", 2);
            case 'u' -> {
                boolean code = source.startsWith("{", at + 2) || at + 6 > source.length();
                put(code ? "\\u" : "\\x{" + source.substring(at + 2, at + 6) + "}", code ? 2 : 6);
            }
            default -> put("\\" + next, 2);
        }
    }
}
