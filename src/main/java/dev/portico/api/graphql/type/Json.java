package dev.portico.api.graphql.type;

import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Values of the schema's JSON scalar, which is Jakarta's JSON in Java.
final class Json {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Json() {}

    @SuppressWarnings("unchecked")
    static JsonValue of(JsonObject object) {
        return PROVIDER.createObjectBuilder((Map<String, Object>) (Map<String, ?>) object.fields())
                .build();
    }

    /// A value as a [JsonObject] holds it; null for the JSON null.
    static @Nullable JsonValue ofAny(@Nullable Object value) {
        return value == null
                ? null
                : PROVIDER.createArrayBuilder((Collection<?>) List.of(value)).build().getFirst();
    }
}
