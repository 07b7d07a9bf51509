package dev.portico.catalog;

import org.jspecify.annotations.Nullable;

/// Why a change was made.
///
/// @param source name of the source
/// @param revision commit or other version of the source, when there is one
/// @param actor who or what set it off: `poll`, `webhook`, `start`, `user:default/ann`
public record Cause(String source, @Nullable String revision, String actor) {}
