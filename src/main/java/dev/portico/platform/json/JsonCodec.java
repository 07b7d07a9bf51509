package dev.portico.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.portico.platform.Digest;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Jackson's streaming API behind [JsonObject]; nothing else in the program sees it.
final class JsonCodec {
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private JsonCodec() {}

    static JsonObject readObject(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return readRoot(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    static JsonObject readObject(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return readRoot(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    private static JsonObject readRoot(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw PorticoException.invalid("The JSON must be an object.");
        }
        JsonObject object = JsonObject.wrap(readMap(parser));
        if (parser.nextToken() != null) {
            throw PorticoException.invalid("There is more behind the JSON object.");
        }
        return object;
    }

    private static Map<String, @Nullable Object> readMap(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            map.put(key, readValue(parser));
        }
        return Collections.unmodifiableMap(map);
    }

    static @Nullable Object readValue(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonParseException(parser, "unexpected end");
        }
        return switch (token) {
            case START_OBJECT -> readMap(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readValue(parser));
                }
                yield Collections.unmodifiableList(list);
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) parser.getBigIntegerValue()
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(parser, "unexpected " + token);
        };
    }

    static @Nullable Object readAny(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            @Nullable Object value = readValue(parser);
            if (parser.nextToken() != null) {
                throw PorticoException.invalid("There is more behind the JSON value.");
            }
            return value;
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    static String write(@Nullable Object value) {
        return new String(writeBytes(value), StandardCharsets.UTF_8);
    }

    static byte[] writeBytes(@Nullable Object value) {
        return writeBytes(value, false);
    }

    static JsonObject.Marked writeMarked(Map<String, @Nullable Object> fields, String key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        int last = -1;
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.writeStartObject();
            for (var entry : fields.entrySet()) {
                generator.writeFieldName(entry.getKey());
                writeValue(generator, entry.getValue(), false);
                if (entry.getKey().equals(key)) {
                    last = out.size() + generator.getOutputBuffered() - 1;
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JsonObject.Marked(out.toByteArray(), last);
    }

    static String hash(Map<String, @Nullable Object> fields) {
        return Digest.sha256(writeBytes(fields, true));
    }

    private static byte[] writeBytes(@Nullable Object value, boolean sorted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            writeValue(generator, value, sorted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeValue(JsonGenerator generator, @Nullable Object value, boolean sorted)
            throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Boolean bool -> generator.writeBoolean(bool);
            case Long number -> generator.writeNumber(number);
            case Double number -> writeDouble(generator, number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case List<?> list -> {
                generator.writeStartArray();
                for (@Nullable Object element : list) {
                    writeValue(generator, element, sorted);
                }
                generator.writeEndArray();
            }
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (var entry : (sorted ? new TreeMap<>(map) : map).entrySet()) {
                    generator.writeFieldName((String) entry.getKey());
                    writeValue(generator, entry.getValue(), sorted);
                }
                generator.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value);
        }
    }

    /// JSON has no NaN and no infinity; like JavaScript we write null. A whole number is written
    /// without a fraction, as JavaScript does.
    private static void writeDouble(JsonGenerator generator, double number) throws IOException {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            generator.writeNull();
        } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            generator.writeNumber((long) number);
        } else {
            generator.writeNumber(number);
        }
    }

    private static PorticoException invalid(IOException e) {
        String message =
                e instanceof JsonParseException p ? p.getOriginalMessage() : e.getMessage();
        String where =
                e instanceof JsonParseException p && p.getLocation() != null
                        ? " at line "
                                + p.getLocation().getLineNr()
                                + ", column "
                                + p.getLocation().getColumnNr()
                        : "";
        return new PorticoException(
                ErrorCode.INVALID_INPUT, "This is not valid JSON" + where + ": " + message, e);
    }
}
