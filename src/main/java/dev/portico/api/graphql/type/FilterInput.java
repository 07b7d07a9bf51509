package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/// A filter as a client writes it.
@Input("EntityFilterInput")
@Description(
        "Which entities are meant. All parts that are given must hold; without any, every entity is meant.")
public record FilterInput(
        @Nullable @Description("Kinds, as component or API, without regard to case. One of them.")
                List<@NonNull String> kinds,
        @Nullable @Description("Refs, as component:default/orders. One of them.")
                List<@NonNull String> refs,
        @Nullable
                @Description(
                        "Path of the field that eq, in, prefix and exists look at, such as spec.type, metadata.annotations.github.com/project-slug or relations.ownedBy. Without regard to case.")
                String key,
        @Nullable @Description("One of the key's values equals this, without regard to case.")
                String eq,
        @Nullable
                @Description("One of the key's values equals one of these, without regard to case.")
                List<@NonNull String> in,
        @Nullable @Description("One of the key's values starts so, without regard to case.")
                String prefix,
        @Nullable @Description("Whether the entity has the key at all.") Boolean exists,
        @Nullable @Description("The entity has such a relation.") RelationInput related,
        @Nullable @Description("Each of these holds.") List<@NonNull FilterInput> all,
        @Nullable @Description("At least one of these holds.") List<@NonNull FilterInput> any,
        @Nullable @Description("This does not hold.") FilterInput not) {}
