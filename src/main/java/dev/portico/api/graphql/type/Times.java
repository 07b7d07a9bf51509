package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.Nullable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Times as the schema has them, and texts that may be absent. Pure.
public final class Times {
    private Times() {}

    public static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
