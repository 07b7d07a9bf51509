package dev.portico.platform.yaml;

import java.util.Optional;

/// Makes spaces of tabs that stand between words, as in `key:<tab>value`.
///
/// YAML allows them there, the parser does not. It stops exactly at such a tab when a word should
/// begin, so a tab inside a text is never touched.
final class TabRepair {
    private TabRepair() {}

    /// The text with spaces for the tabs where the parser stopped; empty when it stopped for
    /// another reason or the tab indents, which is wrong.
    static Optional<String> repair(String text, int stoppedAtCodePoint) {
        int start = text.offsetByCodePoints(0, stoppedAtCodePoint);
        int end = start;
        while (end < text.length() && text.charAt(end) == '\t') {
            end++;
        }
        int lineStart = start;
        while (lineStart > 0 && "\r\n".indexOf(text.charAt(lineStart - 1)) < 0) {
            lineStart--;
        }
        if (end == start || text.substring(lineStart, start).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                text.substring(0, start) + " ".repeat(end - start) + text.substring(end));
    }
}
