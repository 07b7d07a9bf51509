package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers why somebody may or may not do something: about themselves everyone who has signed in,
/// about others those who may ask.
@Singleton
public final class Explainer {
    private final Gate gate;
    private final NamedViewers viewers;
    private final Judgement judgement;

    Explainer(Gate gate, NamedViewers viewers, Judgement judgement) {
        this.gate = gate;
        this.viewers = viewers;
        this.judgement = judgement;
    }

    /// INVALID_INPUT, FORBIDDEN; NOT_FOUND for an entity that whoever asks may not see.
    ///
    /// @param viewer a name; null for whoever asks
    /// @param permission its name
    /// @param ref of an entity; null for none
    public Explanation explain(@Nullable String viewer, String permission, @Nullable String ref) {
        Viewer asking = gate.requireReader();
        Permission asked =
                Permission.find(permission)
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                "There is no permission "
                                                        + permission
                                                        + "; docs/policies.md lists them."));
        Viewer about = viewer == null ? asking : viewers.named(viewer);
        if (about.name().equals(asking.name())) {
            about = asking;
        } else {
            gate.require(Permission.ACCESS_EXPLAIN);
        }
        Optional<EntityRef> entity = Optional.ofNullable(ref).map(EntityRef::parse);
        entity.ifPresent(it -> gate.require(Permission.ENTITY_READ, it));
        return judgement.explain(about, asked, entity.orElse(null));
    }
}
