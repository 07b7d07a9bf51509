package dev.portico.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An API token as people see it, without what makes it one.
///
/// @param subject as whom it calls: `user:default/ann` or `service:deployer`
/// @param scopes permissions it is limited to, with `*` for all that begin so; null when it is not
/// @param createdBy name of the viewer
/// @param usedAt when it was used last, to the minute; null when it was not
public record TokenInfo(
        String id,
        String name,
        String subject,
        @Nullable List<String> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
