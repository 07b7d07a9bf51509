package dev.portico.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A resource that Crossplane keeps: a claim, a composite resource (XR), a managed resource or
/// another object that a composition made.
///
/// @param parent the claim of a composite resource, the composite of a composed one; null at the
///     top
/// @param children what it is made of, as it says itself
/// @param composition name of its Composition; empty for none
/// @param conditions `Synced`, `Ready`, `Responsive` and others
/// @param verdict with the reason in plain words; for a claim or XR that of the worst resource
///     below it is found by [RuntimeQuery#tree]
public record PlatformResource(
        ObjectKey key,
        String apiVersion,
        Role role,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable ObjectKey parent,
        List<ObjectKey> children,
        String composition,
        boolean paused,
        Verdict verdict,
        List<Condition> conditions)
        implements Observation {
    public enum Role {
        CLAIM,
        COMPOSITE,
        MANAGED
    }

    public PlatformResource {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        children = List.copyOf(children);
        conditions = List.copyOf(conditions);
    }

    @Override
    public Map<String, State> states() {
        return Map.of("health", State.of(verdict));
    }
}
