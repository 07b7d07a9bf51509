package dev.portico.runtime;

import dev.portico.model.EntityRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which observations are meant; what is null or empty does not narrow.
///
/// @param owner the group or user that owns the linked entity
/// @param linked true for those that belong to an entity, false for those that don't
public record RuntimeFilter(
        @Nullable String cluster,
        @Nullable String namespace,
        @Nullable EntityRef entity,
        @Nullable EntityRef owner,
        List<Health> health,
        @Nullable Boolean linked) {
    public static final RuntimeFilter ALL =
            new RuntimeFilter(null, null, null, null, List.of(), null);

    public RuntimeFilter {
        health = List.copyOf(health);
    }

    public static RuntimeFilter of(EntityRef entity) {
        return new RuntimeFilter(null, null, entity, null, List.of(), null);
    }
}
