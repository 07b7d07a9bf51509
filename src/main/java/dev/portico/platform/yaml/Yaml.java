package dev.portico.platform.yaml;

import dev.portico.platform.PorticoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// YAML as plain JSON values of the types that `JsonObject` names, for who needs no positions.
public final class Yaml {
    private Yaml() {}

    /// The value of a text with at most one document; null when it has none. INVALID_INPUT says
    /// what is wrong and where.
    public static @Nullable Object read(String text) {
        List<@Nullable Object> documents = readAll(text);
        if (documents.size() > 1) {
            throw PorticoException.invalid(
                    "This YAML has "
                            + documents.size()
                            + " documents; exactly one was expected here.");
        }
        return documents.isEmpty() ? null : documents.getFirst();
    }

    /// The values of all documents with content. INVALID_INPUT says what is wrong and where.
    public static List<@Nullable Object> readAll(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (content.length > YamlParser.MAX_BYTES) {
            throw PorticoException.invalid(
                    "This YAML has "
                            + content.length
                            + " bytes; the limit is "
                            + YamlParser.MAX_BYTES
                            + ".");
        }
        List<DocumentSplitter.Part> parts =
                DocumentSplitter.split(content, YamlParser.MAX_DOCUMENTS);
        if (parts.size() > YamlParser.MAX_DOCUMENTS) {
            throw PorticoException.invalid(
                    "This YAML has more than " + YamlParser.MAX_DOCUMENTS + " documents.");
        }
        List<@Nullable Object> values = new ArrayList<>(parts.size());
        for (DocumentSplitter.Part part : parts) {
            DocumentReader.Reading reading =
                    DocumentReader.read(YamlParser.decode(content, part).text(), part.line());
            if (!reading.problems().isEmpty()) {
                YamlProblem problem = reading.problems().getFirst();
                throw PorticoException.invalid(
                        "This is not valid YAML at line "
                                + problem.position().line()
                                + ", column "
                                + problem.position().column()
                                + ": "
                                + problem.message());
            }
            values.add(reading.value().orElse(null));
        }
        return values;
    }

    /// A value as one document without marker, in block style, keys in their order; ends with a
    /// line break.
    public static String write(@Nullable Object value) {
        return write(value, YamlStyle.USUAL);
    }

    public static String write(@Nullable Object value, YamlStyle style) {
        return new YamlWriter(style).write(value);
    }
}
