package dev.portico.query;

import java.util.List;

/// Where words were found in one value of an entity.
///
/// @param key path of the field, as `metadata.description`
/// @param text the value, or where it is long the part around the first match, with `…` at the cuts
/// @param spans the matches in `text`, in order, none touching another
public record Highlight(String key, String text, List<Span> spans) {
    private static final int LONG = 200;
    private static final int BEFORE = 60;

    public Highlight {
        spans = List.copyOf(spans);
    }

    /// A part of a text, in UTF-16 units.
    ///
    /// @param end behind the last
    public record Span(int start, int end) {}

    /// @param spans at least one
    static Highlight of(String key, String value, List<Span> spans) {
        if (value.length() <= LONG) {
            return new Highlight(key, value, spans);
        }
        int from = cut(value, Math.max(0, spans.getFirst().start() - BEFORE));
        int to = cut(value, Math.min(value.length(), from + LONG));
        String before = from > 0 ? "…" : "";
        int shift = before.length() - from;
        return new Highlight(
                key,
                before + value.substring(from, to) + (to < value.length() ? "…" : ""),
                spans.stream()
                        .filter(span -> span.end() <= to)
                        .map(span -> new Span(span.start() + shift, span.end() + shift))
                        .toList());
    }

    /// Not between the halves of a character.
    private static int cut(String value, int at) {
        return at > 0 && at < value.length() && Character.isLowSurrogate(value.charAt(at))
                ? at - 1
                : at;
    }
}
