package dev.portico.source;

import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a source is.
///
/// @param name unique and stable; the ownership key of its declarations, as
///     `git:https://git.example.com/acme/orders`
/// @param kind `git`, `location`, `self` or `demo`, for people
/// @param url where it can be seen, without credentials
/// @param configured in words: the setting or registration that named it
/// @param pollInterval how often it is read when nothing tells of a change; null for never
public record SourceInfo(
        String name,
        String kind,
        SourceClass sourceClass,
        TrustLevel trust,
        String url,
        String configured,
        @Nullable Duration pollInterval) {}
