package dev.portico.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one spec field makes relations in both directions.
///
/// @param field name of the field in `spec`, as `dependsOn`; holds a ref or a list of refs
/// @param defaultKind kind of a ref that names none; null when a ref must name it
/// @param allowedKinds kinds (lower case) that may stand there; empty for any
/// @param forward relation from this entity to the target, as `dependsOn`
/// @param reverse relation from the target to this entity, as `dependencyOf`
public record RelationRule(
        String field,
        @Nullable String defaultKind,
        List<String> allowedKinds,
        String forward,
        String reverse) {
    public RelationRule {
        allowedKinds = List.copyOf(allowedKinds);
    }
}
