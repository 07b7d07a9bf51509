package dev.portico.api.rest;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The JSON object in the body of a request, its properties checked as Backstage checks them
/// against its OpenAPI description.
record JsonBody(JsonObject json) {
    static final int MAX_BYTES = 4 * 1024 * 1024;

    /// The body, or an empty object where none was sent.
    static JsonBody optional(HttpHeaders headers, byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0
                ? new JsonBody(JsonObject.EMPTY)
                : required(headers, bytes);
    }

    static JsonBody required(HttpHeaders headers, byte @Nullable [] bytes) {
        return required(headers, bytes, MAX_BYTES);
    }

    /// @param most bytes of the body
    static JsonBody required(HttpHeaders headers, byte @Nullable [] bytes, int most) {
        return new JsonBody(JsonObject.parse(check(headers, bytes, most)));
    }

    /// A body that is an object or an array of objects.
    static List<JsonBody> oneOrMany(HttpHeaders headers, byte @Nullable [] bytes) {
        byte[] body = check(headers, bytes, MAX_BYTES);
        if (!(JsonValues.parse(new String(body, StandardCharsets.UTF_8)) instanceof List<?> list)) {
            return List.of(new JsonBody(JsonObject.parse(body)));
        }
        List<JsonBody> bodies = new ArrayList<>(list.size());
        for (@Nullable Object element : list) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw wrong(String.valueOf(bodies.size()), "object");
            }
            bodies.add(new JsonBody(JsonObject.of(fields)));
        }
        return bodies;
    }

    private static byte[] check(HttpHeaders headers, byte @Nullable [] bytes, int most) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?")) {
            throw PorticoException.invalid(
                    "unsupported media type " + type + ", expected application/json");
        }
        if (bytes == null || bytes.length == 0) {
            throw PorticoException.invalid("request/body must be object");
        }
        if (bytes.length > most) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    "request entity too large: "
                            + bytes.length
                            + " bytes where at most "
                            + most
                            + " are taken");
        }
        return bytes;
    }

    boolean has(String name) {
        return json.has(name);
    }

    /// A body that may hold nothing else.
    JsonBody only(String... names) {
        Set<String> known = Set.of(names);
        for (String name : json.fields().keySet()) {
            if (!known.contains(name)) {
                throw PorticoException.invalid(
                        "Malformed request: unrecognized key '" + name + "' in the body");
            }
        }
        return this;
    }

    String requireText(String name) {
        String text = text(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    @Nullable String text(String name) {
        if (!has(name)) {
            return null;
        }
        return json.text(name).orElseThrow(() -> wrong(name, "string"));
    }

    @Nullable String oneOf(String name, String... allowed) {
        String value = text(name);
        if (value != null && !List.of(allowed).contains(value)) {
            throw wrong(name, "equal to one of the allowed values: " + String.join(", ", allowed));
        }
        return value;
    }

    List<String> requireTexts(String name) {
        if (!has(name)) {
            throw missing(name);
        }
        return texts(name);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (@Nullable Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name + "/" + texts.size(), "string");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    List<JsonObject> objects(String name) {
        List<JsonObject> objects = json.objects(name);
        if (objects.size() < list(name).size()) {
            throw wrong(name + "/" + objects.size(), "object");
        }
        return objects;
    }

    private List<@Nullable Object> list(String name) {
        if (has(name) && !(json.value(name) instanceof List<?>)) {
            throw wrong(name, "array");
        }
        return json.list(name);
    }

    @Nullable JsonObject object(String name) {
        if (!has(name)) {
            return null;
        }
        if (!(json.value(name) instanceof Map<?, ?>)) {
            throw wrong(name, "object");
        }
        return json.object(name);
    }

    JsonBody requireObject(String name) {
        JsonObject object = object(name);
        if (object == null) {
            throw missing(name);
        }
        return new JsonBody(object);
    }

    /// A whole number from 0.
    @Nullable Integer integer(String name) {
        if (!has(name)) {
            return null;
        }
        if (!(json.value(name) instanceof Number number)) {
            throw wrong(name, "number");
        }
        double value = number.doubleValue();
        if (value != Math.rint(value) || value < 0) {
            throw wrong(name, "a whole number >= 0");
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    static PorticoException missing(String name) {
        return PorticoException.invalid("request/body must have required property '" + name + "'");
    }

    static PorticoException wrong(String name, String expected) {
        return PorticoException.invalid("request/body/" + name + " must be " + expected);
    }
}
