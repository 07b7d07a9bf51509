package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;

/// Cuts a source into text, interpolations and tags, and takes away the whitespace that `-`,
/// `trimBlocks` and `lstripBlocks` ask for. Comments are left out.
final class Lexer {
    enum Kind {
        TEXT,
        OUTPUT,
        TAG,
        END
    }

    private final String source;
    private final Dialect dialect;
    private final boolean trimBlocks;
    private final boolean lstripBlocks;
    private final Lines lines;
    private int position;
    private boolean dropLeading;
    private boolean dropNewline;

    private int start;
    private String text = "";
    private List<Token> tokens = List.of();

    Lexer(String source, Dialect dialect, boolean trimBlocks, boolean lstripBlocks) {
        this.source = source;
        this.dialect = dialect;
        this.trimBlocks = trimBlocks;
        this.lstripBlocks = lstripBlocks;
        this.lines = new Lines(source);
    }

    /// Reads on; empty text is skipped.
    Kind next() {
        while (position < source.length()) {
            int opening = opening(position);
            if (opening > position || dropLeading || dropNewline) {
                start = position;
                text = textUntil(opening);
                position = opening;
                if (!text.isEmpty()) {
                    return Kind.TEXT;
                }
            }
            if (position == source.length()) {
                break;
            }
            start = position;
            if (source.startsWith("{#", position)) {
                skipComment();
            } else if (source.startsWith("{%", position)) {
                readTag(2, "%}");
                dropNewline = trimBlocks;
                return Kind.TAG;
            } else {
                readTag(dialect.opening().length(), "}}");
                return Kind.OUTPUT;
            }
        }
        return Kind.END;
    }

    /// Where the next tag, interpolation or comment begins.
    private int opening(int from) {
        int brace = from;
        while (true) {
            brace = source.indexOf('{', brace);
            if (brace < 0 || brace + 1 == source.length()) {
                return source.length();
            }
            char next = source.charAt(brace + 1);
            if (next == '%' || next == '#') {
                return brace;
            }
            if (next == '{') {
                int at = brace + 2 - dialect.opening().length();
                if (at >= from && source.startsWith(dialect.opening(), at)) {
                    return at;
                }
            }
            brace++;
        }
    }

    private String textUntil(int opening) {
        int from = position;
        int to = opening;
        if (dropNewline) {
            from = afterNewline(from);
        }
        if (dropLeading) {
            while (from < to && Texts.space(source.charAt(from))) {
                from++;
            }
        }
        dropNewline = false;
        dropLeading = false;
        int marker = opening + (source.startsWith("{", opening) ? 2 : dialect.opening().length());
        if (marker < source.length() && source.charAt(marker) == '-') {
            while (to > from && Texts.space(source.charAt(to - 1))) {
                to--;
            }
        } else if (lstripBlocks && source.startsWith("{%", opening)) {
            to = Math.max(from, beforeIndent(opening));
        }
        String found = from < to ? source.substring(from, to) : "";
        int end = found.indexOf("#}");
        if (end >= 0) {
            throw lines.at(from + end).syntax("'#}' ends a comment, but no '{#' begins one.");
        }
        return found;
    }

    private int afterNewline(int from) {
        if (source.startsWith("\r\n", from)) {
            return from + 2;
        }
        return source.startsWith("\n", from) ? from + 1 : from;
    }

    /// The begin of the line, if only whitespace stands between it and a tag.
    private int beforeIndent(int tag) {
        int at = tag;
        while (at > 0 && source.charAt(at - 1) != '\n') {
            if (!Texts.space(source.charAt(at - 1))) {
                return tag;
            }
            at--;
        }
        return at;
    }

    private void skipComment() {
        int end = source.indexOf("#}", position + 2);
        if (end < 0) {
            throw at().syntax("The comment is not ended; write '#}'.");
        }
        dropLeading = end > position + 2 && source.charAt(end - 1) == '-';
        position = end + 2;
    }

    private void readTag(int length, String ending) {
        int from = position + length;
        if (source.startsWith("-", from) && !source.startsWith("-" + ending, from)) {
            from++;
        }
        Tokenizer tokenizer = new Tokenizer(source, from, ending, lines);
        List<Token> found = new ArrayList<>();
        while (true) {
            Token token = tokenizer.next(start);
            found.add(token);
            if (token.kind() == Token.Kind.END) {
                break;
            }
        }
        tokens = found;
        dropLeading = source.charAt(tokenizer.position()) == '-';
        position = tokenizer.position() + (dropLeading ? 1 : 0) + ending.length();
    }

    /// Reads up to `{% end<name> %}` as it is; the same tag may nest.
    String raw(String name) {
        int from = trimBlocks ? afterNewline(position) : position;
        int depth = 1;
        int at = from;
        while (true) {
            at = source.indexOf("{%", at);
            if (at < 0) {
                throw at().syntax("'" + name + "' is not ended; write {% end" + name + " %}.");
            }
            int inner = bare(at, name);
            int outer = bare(at, "end" + name);
            if (inner > 0) {
                depth++;
            } else if (outer > 0 && --depth == 0) {
                String content = source.substring(from, at);
                position = outer;
                dropNewline = false;
                dropLeading = false;
                return content;
            }
            at += 2;
        }
    }

    /// The end of a tag that is only a name, or -1.
    private int bare(int at, String name) {
        int i = at + 2;
        while (i < source.length() && Texts.space(source.charAt(i))) {
            i++;
        }
        if (!source.startsWith(name, i)) {
            return -1;
        }
        i += name.length();
        while (i < source.length() && Texts.space(source.charAt(i))) {
            i++;
        }
        return source.startsWith("%}", i) ? i + 2 : -1;
    }

    /// The text read last.
    String text() {
        return text;
    }

    /// The words of the tag or interpolation read last; END is the last of them.
    List<Token> tokens() {
        return tokens;
    }

    /// Where the piece read last begins.
    Position at() {
        return lines.at(start);
    }

    Position at(Token token) {
        return lines.at(token.at());
    }
}
