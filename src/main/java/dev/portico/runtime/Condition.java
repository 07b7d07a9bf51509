package dev.portico.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A condition as Kubernetes objects have them in `status.conditions`.
///
/// @param status `True`, `False` or `Unknown`
/// @param message at most 500 characters
/// @param since last transition
public record Condition(
        String type, String status, String reason, String message, @Nullable Instant since) {}
