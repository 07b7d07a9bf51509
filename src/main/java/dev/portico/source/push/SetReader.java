package dev.portico.source.push;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a push as it comes: one JSON object a line, or one array of objects. An object is an
/// entity, or `{"remove": "component:default/orders"}`.
public final class SetReader {
    /// Documents in one push.
    public static final int MAX = 10_000;

    private static final String REMOVE = "remove";

    private SetReader() {}

    /// TOO_LARGE for more than [#MAX] documents, INVALID_INPUT for an array that is no JSON,
    /// UPSTREAM_FAILED when the sender breaks off. A bad line is a document with a trouble.
    public static List<PushedDocument> read(InputStream content) {
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
            int first = skipBlanks(reader);
            return first == '[' ? array(reader) : lines(reader, first);
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UPSTREAM_FAILED, "The set broke off; nothing was written.", e);
        }
    }

    private static int skipBlanks(BufferedReader reader) throws IOException {
        int next = reader.read();
        while (next >= 0 && (Character.isWhitespace(next) || next == '\uFEFF')) {
            next = reader.read();
        }
        return next;
    }

    private static List<PushedDocument> array(BufferedReader reader) throws IOException {
        Object parsed = JsonValues.parse("[" + reader.readAllAsString());
        List<PushedDocument> documents = new ArrayList<>();
        if (parsed instanceof List<?> list) {
            for (@Nullable Object element : list) {
                add(documents, element);
            }
        }
        return documents;
    }

    private static List<PushedDocument> lines(BufferedReader reader, int first) throws IOException {
        List<PushedDocument> documents = new ArrayList<>();
        String begin = first < 0 ? "" : Character.toString(first);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String text = (begin + line).strip();
            begin = "";
            if (!text.isEmpty()) {
                try {
                    add(documents, JsonValues.parse(text));
                } catch (PorticoException e) {
                    if (e.code() == ErrorCode.TOO_LARGE) {
                        throw e;
                    }
                    trouble(documents, "The line is no JSON: " + e.text());
                }
            }
        }
        return documents;
    }

    private static void add(List<PushedDocument> documents, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            trouble(documents, "A document of a set is a JSON object.");
            return;
        }
        JsonObject json = JsonObject.of(fields);
        if (!json.has(REMOVE)) {
            put(documents, new PushedDocument(documents.size(), json, null, null));
            return;
        }
        try {
            EntityRef ref = EntityRef.parse(json.text(REMOVE).orElse(""));
            put(documents, new PushedDocument(documents.size(), null, ref, null));
        } catch (PorticoException e) {
            trouble(documents, e.text());
        }
    }

    private static void trouble(List<PushedDocument> documents, String trouble) {
        put(documents, new PushedDocument(documents.size(), null, null, trouble));
    }

    private static void put(List<PushedDocument> documents, PushedDocument document) {
        if (documents.size() >= MAX) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    "A set has up to "
                            + MAX
                            + " documents in one push; send several sets, or the rest by"
                            + " mode=delta.");
        }
        documents.add(document);
    }
}
