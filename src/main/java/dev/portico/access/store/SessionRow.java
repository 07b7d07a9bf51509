package dev.portico.access.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A browser that is signed in, as it is stored.
///
/// @param hash SHA-256 as 64 hex digits
/// @param groups refs of groups that the provider named
/// @param credential how they signed in, for people
/// @param provider its name; null for the link of the start
public record SessionRow(
        String hash,
        UUID id,
        String subject,
        boolean admin,
        List<String> groups,
        String credential,
        @Nullable String provider,
        Instant expiresAt) {}
