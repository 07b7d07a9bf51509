package dev.portico.api.graphql.type.ownership;

import dev.portico.api.graphql.type.PageInfoNode;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of what changed hands.
@Name("OwnershipChangeConnection")
@Description("A page of what changed hands, oldest first.")
public record OwnershipChangeConnection(
        @Description("The changes.") List<@NonNull OwnershipChangeNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo) {}
