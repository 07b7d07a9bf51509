package dev.portico.api.graphql.type;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Values of the schema's JSON scalar, which is Jakarta's JSON in Java.
public final class Json {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Json() {}

    @SuppressWarnings("unchecked")
    public static JsonValue of(JsonObject object) {
        return PROVIDER.createObjectBuilder((Map<String, Object>) (Map<String, ?>) object.fields())
                .build();
    }

    /// What a caller gave; the empty object for nothing. INVALID_INPUT for anything but an object.
    ///
    /// @param argument named in the message
    public static JsonObject read(String argument, @Nullable JsonValue value) {
        if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
            return JsonObject.EMPTY;
        }
        if (value.getValueType() != JsonValue.ValueType.OBJECT) {
            throw PorticoException.invalid(
                    "The argument '" + argument + "' must be a JSON object.");
        }
        return JsonObject.parse(value.toString());
    }

    /// A value as a [JsonObject] holds it; null for the JSON null.
    public static @Nullable JsonValue ofAny(@Nullable Object value) {
        return value == null
                ? null
                : PROVIDER.createArrayBuilder((Collection<?>) List.of(value)).build().getFirst();
    }
}
