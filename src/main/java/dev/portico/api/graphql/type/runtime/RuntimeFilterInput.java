package dev.portico.api.graphql.type.runtime;

import dev.portico.runtime.Health;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/// A filter as a client writes it.
@Input("RuntimeFilterInput")
@Description("Which objects are meant. All parts that are given must hold.")
public record RuntimeFilterInput(
        @Nullable @Description("Name of the cluster.") String cluster,
        @Nullable @Description("Namespace of the object.") String namespace,
        @Nullable @Description("Ref of the entity it belongs to.") String ref,
        @Nullable @Description("Ref of the group or user that owns that entity.") String owner,
        @Nullable @Description("One of these.") List<@NonNull Health> health,
        @Nullable @Description("Whether it belongs to an entity at all.") Boolean linked) {}
