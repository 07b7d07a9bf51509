package dev.portico.template.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody decided on a step that waits for it.
///
/// @param actor who, as `user:default/ann`
public record Decision(String actor, boolean approved, @Nullable String comment, Instant at) {}
