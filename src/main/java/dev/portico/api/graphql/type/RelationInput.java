package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/// A test for a relation.
@Input("RelationFilterInput")
@Description("A relation that an entity has.")
public record RelationInput(
        @Nullable @Description("The relation's type, such as ownedBy; any when left out.")
                String type,
        @Nullable @Description("Refs it leads to, one of them; any when left out.")
                List<@NonNull String> targets) {}
