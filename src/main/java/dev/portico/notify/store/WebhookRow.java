package dev.portico.notify.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far one subscriber has been told.
///
/// @param cursor the last event it took or that was not for it
/// @param pause how long until the next try by the database's clock; zero when it may be now
/// @param stopped why nothing is delivered; null when something is
public record WebhookRow(
        String name,
        String cursor,
        long fence,
        int failures,
        @Nullable String lastError,
        @Nullable Instant deliveredAt,
        @Nullable Instant nextTry,
        Duration pause,
        @Nullable String stopped) {}
