package dev.portico.platform.yaml;

import java.util.ArrayList;
import java.util.List;

/// Cuts a YAML stream at its document markers, without understanding more of it.
///
/// That is exact: YAML 1.2 (rule c-forbidden) lets no scalar hold `---` or `...` at the start of a
/// line when white space or the line's end follows.
final class DocumentSplitter {
    private final byte[] bytes;
    private final int limit;
    private final List<Part> parts = new ArrayList<>();
    private int partStart;
    private int partLine = 1;
    private int contentLine;
    private boolean marked;

    private DocumentSplitter(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /// The documents with content; at most `limit` and one more.
    static List<Part> split(byte[] bytes, int limit) {
        return new DocumentSplitter(bytes, limit).split();
    }

    private List<Part> split() {
        int line = 1;
        int pos = startsWithBom(0) ? 3 : 0;
        partStart = pos;
        while (pos < bytes.length && parts.size() <= limit) {
            int end = lineEnd(pos);
            takeLine(pos, end, line);
            pos = nextLine(end);
            line++;
        }
        endPart(bytes.length);
        return parts;
    }

    private void takeLine(int lineStart, int end, int line) {
        int start = startsWithBom(lineStart) ? lineStart + 3 : lineStart;
        if (isMarker(start, end, '-')) {
            if (marked || contentLine > 0) {
                endPart(start);
                startPart(start, line);
            }
            marked = true;
            noteContent(start + 3, end, line, false);
        } else if (isMarker(start, end, '.')) {
            int next = nextLine(end);
            endPart(next);
            startPart(next, line + 1);
        } else {
            noteContent(start, end, line, !marked && contentLine == 0);
        }
    }

    /// Notes the first line that is more than blank, comment or, before a marker, directive.
    private void noteContent(int start, int end, int line, boolean directivesAllowed) {
        if (contentLine > 0) {
            return;
        }
        int pos = start;
        while (pos < end && (bytes[pos] == ' ' || bytes[pos] == '\t')) {
            pos++;
        }
        boolean directive = directivesAllowed && start < end && bytes[start] == '%';
        if (pos < end && bytes[pos] != '#' && !directive) {
            contentLine = line;
        }
    }

    private void startPart(int start, int line) {
        partStart = startsWithBom(start) ? start + 3 : start;
        partLine = line;
        contentLine = 0;
        marked = false;
    }

    private void endPart(int end) {
        if (contentLine > 0) {
            parts.add(new Part(partStart, end - partStart, partLine, contentLine));
        }
        contentLine = 0;
    }

    private boolean isMarker(int start, int end, char sign) {
        return end - start >= 3
                && bytes[start] == sign
                && bytes[start + 1] == sign
                && bytes[start + 2] == sign
                && (end - start == 3 || bytes[start + 3] == ' ' || bytes[start + 3] == '\t');
    }

    private boolean startsWithBom(int pos) {
        return bytes.length - pos >= 3
                && bytes[pos] == (byte) 0xEF
                && bytes[pos + 1] == (byte) 0xBB
                && bytes[pos + 2] == (byte) 0xBF;
    }

    private int lineEnd(int start) {
        int pos = start;
        while (pos < bytes.length && bytes[pos] != '\n' && bytes[pos] != '\r') {
            pos++;
        }
        return pos;
    }

    private int nextLine(int end) {
        if (end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n') {
            return end + 2;
        }
        return Math.min(end + 1, bytes.length);
    }

    /// @param line number of its first line in the file
    /// @param contentLine number of its first line with content
    record Part(int offset, int length, int line, int contentLine) {}
}
