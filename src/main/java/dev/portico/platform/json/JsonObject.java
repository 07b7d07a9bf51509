package dev.portico.platform.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An immutable JSON object that keeps the order of its keys.
///
/// Values are `String`, `Boolean`, `Long`, `BigInteger`, `Double`, `BigDecimal`, `null`, an
/// unmodifiable `List` of such values or an unmodifiable `Map` from `String` to such values. Two
/// objects are equal when they hold the same values, whatever the order of keys.
public final class JsonObject {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, @Nullable Object> fields;

    private JsonObject(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /// A deep immutable copy of a map as YAML or JSON parsers make it; `Integer` and smaller become
    /// `Long`, `Float` becomes `Double`. Throws `IllegalArgumentException` for a value of another
    /// type.
    public static JsonObject of(Map<?, ?> fields) {
        return fields.isEmpty() ? EMPTY : new JsonObject(copy(fields));
    }

    /// Wraps a map that is known to be deeply immutable: a nested value of another `JsonObject`.
    @SuppressWarnings("unchecked")
    static JsonObject wrap(Map<?, ?> fields) {
        return new JsonObject((Map<String, @Nullable Object>) fields);
    }

    /// Reads one JSON object; a key that stands twice, anything behind it, or another root is a
    /// `PorticoException` INVALID_INPUT that says where.
    public static JsonObject parse(String json) {
        return JsonCodec.readObject(json);
    }

    /// Reads one JSON object from UTF-8.
    public static JsonObject parse(byte[] json) {
        return JsonCodec.readObject(json);
    }

    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public boolean has(String key) {
        return fields.containsKey(key);
    }

    public @Nullable Object value(String key) {
        return fields.get(key);
    }

    /// The text of a key; empty when absent or not a string.
    public Optional<String> text(String key) {
        return fields.get(key) instanceof String s ? Optional.of(s) : Optional.empty();
    }

    /// The object of a key; the empty object when absent or not an object.
    public JsonObject object(String key) {
        return fields.get(key) instanceof Map<?, ?> map ? wrap(map) : EMPTY;
    }

    /// The list of a key; empty when absent or not a list.
    @SuppressWarnings("unchecked")
    public List<@Nullable Object> list(String key) {
        if (fields.get(key) instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        return List.of();
    }

    /// The strings in the list of a key, other elements left out.
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (@Nullable Object element : list(key)) {
            if (element instanceof String text) {
                texts.add(text);
            }
        }
        return Collections.unmodifiableList(texts);
    }

    /// The objects in the list of a key, other elements left out.
    public List<JsonObject> objects(String key) {
        List<JsonObject> objects = new ArrayList<>();
        for (@Nullable Object element : list(key)) {
            if (element instanceof Map<?, ?> map) {
                objects.add(wrap(map));
            }
        }
        return Collections.unmodifiableList(objects);
    }

    /// A copy with one key set; a new key goes last.
    public JsonObject with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
        copy.put(key, freeze(value));
        return new JsonObject(Collections.unmodifiableMap(copy));
    }

    /// A copy without a key.
    public JsonObject without(String key) {
        if (!fields.containsKey(key)) {
            return this;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
        copy.remove(key);
        return new JsonObject(Collections.unmodifiableMap(copy));
    }

    /// Compact JSON in the order of the keys.
    public String toJson() {
        return JsonCodec.write(fields);
    }

    /// Compact JSON in the order of the keys, as UTF-8.
    public byte[] toBytes() {
        return JsonCodec.writeBytes(fields);
    }

    /// The bytes of [#toBytes], and where in them the value of a key ends.
    ///
    /// @param last index of the value's last byte, a brace for an object; -1 without the key
    public record Marked(byte[] bytes, int last) {}

    /// As [#toBytes], and tells where a key of this object has its value, so that something can be
    /// put in without writing all of it again.
    public Marked toBytesMarking(String key) {
        return JsonCodec.writeMarked(fields, key);
    }

    /// SHA-256, as 64 hex digits, of the compact JSON with keys sorted by code point: equal objects
    /// have equal hashes.
    public String hash() {
        return JsonCodec.hash(fields);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> source) {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(source.size());
        source.forEach((key, value) -> copy.put(String.valueOf(key), freeze(value)));
        return Collections.unmodifiableMap(copy);
    }

    static @Nullable Object freeze(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonObject object -> object.fields;
            case Map<?, ?> map -> copy(map);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(freeze(element)));
                yield Collections.unmodifiableList(copy);
            }
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Float number -> number.doubleValue();
            case String _, Boolean _, Long _, Double _ -> value;
            case BigInteger _, BigDecimal _ -> value;
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        };
    }
}
