package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.ObjectKey;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An object of a cluster.
@Name("KubernetesObject")
@Description("Which object of a cluster.")
public record ObjectNode(
        @Description("API group; empty for the core group.") String group,
        @Description("Kind, such as Deployment.") String kind,
        @Nullable @Description("Null for objects of the cluster as a whole.") String namespace,
        @Description("Its name.") String name) {
    public static ObjectNode from(ObjectKey key) {
        return new ObjectNode(key.group(), key.kind(), Times.text(key.namespace()), key.name());
    }

    static @Nullable ObjectNode orNull(@Nullable ObjectKey key) {
        return key == null ? null : from(key);
    }
}
