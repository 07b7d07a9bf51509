package dev.portico.platform.yaml;

import org.jspecify.annotations.Nullable;

/// What is wrong with a file or document as YAML.
///
/// @param code as in [dev.portico.model.Problem]
/// @param pointer JSON pointer as far as it is known
public record YamlProblem(
        String code,
        String message,
        String pointer,
        @Nullable String found,
        @Nullable String allowed,
        Position position) {}
