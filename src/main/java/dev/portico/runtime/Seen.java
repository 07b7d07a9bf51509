package dev.portico.runtime;

import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An observation in its cluster, and the entity it belongs to.
///
/// @param link the entity and why; null when it belongs to none
/// @param staleSince since when the cluster can't be read; null while it is followed
/// @param unlinked why it belongs to no entity although something points at one, in a sentence: an
///     annotation that can't be read, several entities that claim it; else empty
public record Seen<T extends Observation>(
        String cluster,
        T observation,
        @Nullable Link link,
        @Nullable Instant staleSince,
        String unlinked) {
    /// Why an object belongs to an entity.
    ///
    /// @param rule such as `annotation portico.dev/entity`, `label app.kubernetes.io/name`
    /// @param value what stands there
    public record Link(EntityRef entity, String rule, String value) {}

    public Optional<EntityRef> entity() {
        return Optional.ofNullable(link).map(Link::entity);
    }
}
