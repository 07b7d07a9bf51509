package dev.portico.platform.yaml;

import dev.portico.platform.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a descriptor file as YAML. Never throws for what stands in it.
///
/// Documents without content (nothing, comments, `null`) are left out and not counted.
public final class YamlParser {
    /// Larger files are refused unread.
    public static final int MAX_BYTES = 5 * 1024 * 1024;

    /// Further documents of one file are refused unread.
    public static final int MAX_DOCUMENTS = 10_000;

    private YamlParser() {}

    public static YamlFile parse(byte[] content) {
        if (content.length > MAX_BYTES) {
            return refused(
                    "The file has "
                            + content.length
                            + " bytes; a descriptor file may have at most "
                            + MAX_BYTES
                            + " (5 MiB).",
                    1);
        }
        if (isUtf16(content)) {
            YamlProblem problem =
                    wholeFile("yaml-encoding", "The file is UTF-16; save it as UTF-8.", 1);
            return new YamlFile(List.of(), List.of(problem));
        }
        List<DocumentSplitter.Part> parts = DocumentSplitter.split(content, MAX_DOCUMENTS);
        List<YamlDocument> documents = new ArrayList<>(parts.size());
        for (DocumentSplitter.Part part : parts) {
            if (documents.size() == MAX_DOCUMENTS) {
                YamlFile rest =
                        refused(
                                "The file has more than "
                                        + MAX_DOCUMENTS
                                        + " documents; those from this line on are not read.",
                                part.contentLine());
                return new YamlFile(documents, rest.problems());
            }
            read(content, part, documents.size() + 1).ifPresent(documents::add);
        }
        return new YamlFile(documents, List.of());
    }

    /// Reads a file that must hold exactly one document of any type, as `$yaml` refers to; a
    /// problem when it does not. Empty for a document that is null.
    public static Single parseSingle(byte[] content) {
        if (content.length > MAX_BYTES) {
            return new Single(Optional.empty(), "it has more than " + MAX_BYTES + " bytes");
        }
        List<DocumentSplitter.Part> parts = DocumentSplitter.split(content, 1);
        if (parts.size() != 1) {
            return new Single(
                    Optional.empty(),
                    "it has " + (parts.isEmpty() ? "no" : "more than one") + " document");
        }
        Decoded decoded = decode(content, parts.getFirst());
        if (decoded.error() != null) {
            return new Single(Optional.empty(), "it is not valid UTF-8");
        }
        DocumentReader.Reading reading =
                DocumentReader.read(decoded.text(), parts.getFirst().line());
        if (!reading.problems().isEmpty()) {
            YamlProblem problem = reading.problems().getFirst();
            return new Single(
                    Optional.empty(),
                    "line " + problem.position().line() + ": " + problem.message());
        }
        return new Single(reading.value(), null);
    }

    private static Optional<YamlDocument> read(
            byte[] content, DocumentSplitter.Part part, int number) {
        Position start = new Position(part.contentLine(), 1);
        Decoded decoded = decode(content, part);
        if (decoded.error() != null) {
            return Optional.of(
                    new YamlDocument(
                            number,
                            part.contentLine(),
                            Optional.empty(),
                            List.of(decoded.error()),
                            new Positions(start, Map::of)));
        }
        String text = decoded.text();
        DocumentReader.Reading reading = DocumentReader.read(text, part.line());
        if (reading.problems().isEmpty() && reading.value().isEmpty()) {
            return Optional.empty();
        }
        List<YamlProblem> problems = new ArrayList<>(reading.problems());
        Optional<JsonObject> value = Optional.empty();
        if (reading.value().orElse(null) instanceof Map<?, ?> map) {
            value = Optional.of(JsonObject.of(map));
        } else if (problems.isEmpty()) {
            problems.add(notAnObject(reading.value().orElseThrow(), start));
        }
        Positions positions =
                new Positions(
                        start, () -> DocumentReader.readWithPositions(text, part.line()).places());
        return Optional.of(
                new YamlDocument(number, part.contentLine(), value, problems, positions));
    }

    private static YamlProblem notAnObject(Object root, Position start) {
        String found =
                switch (root) {
                    case List<?> _ -> "a list";
                    case String _ -> "a text";
                    case Boolean _ -> "true or false";
                    default -> "a number";
                };
        return new YamlProblem(
                "not-an-object",
                "The document must be a mapping with apiVersion, kind and metadata, but it is "
                        + found
                        + ".",
                "",
                found,
                "a mapping",
                start);
    }

    static Decoded decode(byte[] content, DocumentSplitter.Part part) {
        ByteBuffer in = ByteBuffer.wrap(content, part.offset(), part.length());
        CharBuffer out = CharBuffer.allocate(part.length() + 1);
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            return new Decoded(endingWithLineBreak(out).toString(), null);
        }
        int bad = in.position();
        int line = part.line();
        int lineStart = part.offset();
        for (int i = part.offset(); i < bad; i++) {
            if (content[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        String before = new String(content, lineStart, bad - lineStart, StandardCharsets.UTF_8);
        int column = before.codePointCount(0, before.length()) + 1;
        return new Decoded(
                "",
                new YamlProblem(
                        "yaml-encoding",
                        "The document is not valid UTF-8; save the file as UTF-8.",
                        "",
                        "byte 0x%02X".formatted(content[bad]),
                        "UTF-8",
                        new Position(line, column)));
    }

    /// A block scalar at the end of a file ends with a line break, whether the file does or not:
    /// npm's `yaml` sees it so.
    private static CharBuffer endingWithLineBreak(CharBuffer text) {
        int length = text.position();
        if (length > 0 && text.get(length - 1) != '\n' && text.get(length - 1) != '\r') {
            text.put('\n');
        }
        return text.flip();
    }

    private static boolean isUtf16(byte[] content) {
        return content.length >= 2
                && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                        || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF));
    }

    private static YamlFile refused(String message, int line) {
        return new YamlFile(List.of(), List.of(wholeFile("too-large", message, line)));
    }

    private static YamlProblem wholeFile(String code, String message, int line) {
        return new YamlProblem(code, message, "", null, null, new Position(line, 1));
    }

    record Decoded(String text, @Nullable YamlProblem error) {}

    /// @param error why there is no value, in words that follow "because"
    public record Single(Optional<Object> value, @Nullable String error) {}
}
