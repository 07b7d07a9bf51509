package dev.portico.access.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API token as it is stored.
///
/// @param hash SHA-256 as 64 hex digits
/// @param scopes null when it is not limited
public record TokenRow(
        UUID id,
        String hash,
        String name,
        String subject,
        @Nullable List<String> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
