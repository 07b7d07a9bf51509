package dev.portico.template.expression;

/// Reads the words of one tag or interpolation up to its end.
final class Tokenizer {
    private static final String[] LONG_OPERATORS = {
        "===", "!==", "==", "!=", "<=", ">=", "//", "**"
    };
    private static final String OPERATORS = "()[]{}%*-+~/,:|.<>=";

    private final String source;
    private final String ending;
    private final Lines lines;
    private int position;

    Tokenizer(String source, int position, String ending, Lines lines) {
        this.source = source;
        this.position = position;
        this.ending = ending;
        this.lines = lines;
    }

    /// Where the ending, or the `-` before it, stands after END was read.
    int position() {
        return position;
    }

    /// @param tag where the tag begins, for the message that it has no end
    Token next(int tag) {
        while (position < source.length() && blank(source.charAt(position))) {
            position++;
        }
        if (position == source.length()) {
            throw lines.at(tag).syntax("The tag is not ended; write '" + ending + "'.");
        }
        int start = position;
        char c = source.charAt(start);
        if (source.startsWith(ending, start)
                || (c == '-' && source.startsWith(ending, start + 1))) {
            return token(Token.Kind.END, "", start);
        }
        if (c == '"' || c == '\'') {
            return text(c, start);
        }
        if (c == 'r' && source.startsWith("/", start + 1)) {
            return regex(start);
        }
        if (digit(c)) {
            return number(start);
        }
        if (nameStart(c)) {
            while (position < source.length() && namePart(source.charAt(position))) {
                position++;
            }
            return token(Token.Kind.NAME, source.substring(start, position), start);
        }
        return operator(c, start);
    }

    private static Token token(Token.Kind kind, String text, int start) {
        return new Token(kind, text, "", start);
    }

    private Token operator(char c, int start) {
        if (start + 1 < source.length() && "=/*".indexOf(source.charAt(start + 1)) >= 0) {
            for (String operator : LONG_OPERATORS) {
                if (source.startsWith(operator, start)) {
                    position += operator.length();
                    return token(Token.Kind.OPERATOR, operator, start);
                }
            }
        }
        if (OPERATORS.indexOf(c) < 0) {
            throw lines.at(start).syntax("'" + c + "' can't stand here.");
        }
        position++;
        return token(Token.Kind.OPERATOR, String.valueOf(c), start);
    }

    private Token text(char quote, int start) {
        StringBuilder text = new StringBuilder();
        position++;
        while (position < source.length()) {
            char c = source.charAt(position++);
            if (c == quote) {
                return token(Token.Kind.TEXT, text.toString(), start);
            }
            if (c == '\\' && position < source.length()) {
                char escaped = source.charAt(position++);
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            } else {
                text.append(c);
            }
        }
        throw lines.at(start).syntax("The text is not ended; write " + quote + ".");
    }

    private Token regex(int start) {
        position += 2;
        int from = position;
        while (position < source.length() && source.charAt(position) != '/') {
            position += source.charAt(position) == '\\' ? 2 : 1;
        }
        if (position >= source.length()) {
            throw lines.at(start).syntax("The regular expression is not ended; write '/'.");
        }
        String pattern = source.substring(from, position++);
        int flags = position;
        while (position < source.length() && namePart(source.charAt(position))) {
            char flag = source.charAt(position);
            if ("gimy".indexOf(flag) < 0 || source.substring(flags, position).indexOf(flag) >= 0) {
                throw lines.at(position)
                        .syntax("'" + flag + "' is not a flag; each of g, i, m, y may stand once.");
            }
            position++;
        }
        return new Token(Token.Kind.REGEX, pattern, source.substring(flags, position), start);
    }

    private Token number(int start) {
        skipDigits();
        if (source.startsWith(".", position)) {
            position++;
            skipDigits();
        }
        if (position < source.length() && namePart(source.charAt(position))) {
            throw lines.at(start).syntax("A number is written as 12 or 1.5.");
        }
        return token(Token.Kind.NUMBER, source.substring(start, position), start);
    }

    private void skipDigits() {
        while (position < source.length() && digit(source.charAt(position))) {
            position++;
        }
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\u00a0';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean nameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean namePart(char c) {
        return nameStart(c) || digit(c);
    }
}
