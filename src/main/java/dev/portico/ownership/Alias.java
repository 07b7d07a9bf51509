package dev.portico.ownership;

import dev.portico.model.EntityRef;
import java.time.Instant;

/// An old ref that stands for another one for a time.
///
/// @param because `rename`, or `transfer` with its id
/// @param actor who renamed or handed over
public record Alias(
        EntityRef from,
        EntityRef to,
        String because,
        String actor,
        Instant createdAt,
        Instant expiresAt) {}
