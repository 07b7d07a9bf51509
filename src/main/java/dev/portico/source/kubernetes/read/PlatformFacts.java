package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.PlatformResource.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A claim, composite or managed resource of Crossplane v1 or v2 as it is read alone.
///
/// @param resource its parent not yet looked up
/// @param claim what it was claimed by; null for none
/// @param owner what controls it, said to be in its own namespace; null for nothing
/// @param composite name of the composite it is labelled with; empty for none
record PlatformFacts(
        PlatformResource resource,
        @Nullable ObjectKey claim,
        @Nullable ObjectKey owner,
        String composite) {
    private static final int MOST_CHILDREN = 1_000;

    static PlatformFacts read(ResourceKind kind, ObjectKey key, JsonObject object, Role role) {
        JsonObject spec = object.object("spec");
        JsonObject machinery = spec.has("crossplane") ? spec.object("crossplane") : spec;
        Metadata metadata = Metadata.of(object, JsonObject.EMPTY, "crossplane.io/");
        List<Condition> conditions = Conditions.of(object.object("status"));
        boolean paused = "true".equals(metadata.annotations().get("crossplane.io/paused"));
        PlatformResource resource =
                new PlatformResource(
                        key,
                        Shared.text(kind.apiVersion()),
                        role,
                        metadata.labels(),
                        metadata.annotations(),
                        null,
                        role == Role.MANAGED ? List.of() : children(machinery, key),
                        machinery.object("compositionRef").text("name").orElse(""),
                        paused,
                        PlatformVerdict.of(conditions, paused, metadata.deleting()),
                        conditions);
        return new PlatformFacts(
                resource,
                role == Role.COMPOSITE
                        ? Owners.key(machinery.object("claimRef"), "").orElse(null)
                        : null,
                Owners.of(object).orElse(null),
                role == Role.CLAIM
                        ? ""
                        : metadata.labels().getOrDefault("crossplane.io/composite", ""));
    }

    /// A claim names its composite, which belongs to the cluster as a whole; a composite names what
    /// it is made of, in its own namespace unless told otherwise.
    private static List<ObjectKey> children(JsonObject machinery, ObjectKey key) {
        List<ObjectKey> children = new ArrayList<>();
        Owners.key(machinery.object("resourceRef"), "").ifPresent(children::add);
        for (JsonObject reference : machinery.objects("resourceRefs")) {
            Optional<ObjectKey> child = Owners.key(reference, key.namespace());
            if (child.isPresent() && children.size() < MOST_CHILDREN) {
                children.add(child.get());
            }
        }
        return List.copyOf(children);
    }

    PlatformResource below(@Nullable ObjectKey parent) {
        return new PlatformResource(
                resource.key(),
                resource.apiVersion(),
                resource.role(),
                resource.labels(),
                resource.annotations(),
                parent,
                resource.children(),
                resource.composition(),
                resource.paused(),
                resource.verdict(),
                resource.conditions());
    }
}
