package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One entity on a page.
@Name("EntityEdge")
@Description("One entity on a page.")
public record EntityEdge(
        @Description("Where it stands; give it as after or before.") String cursor,
        @Description("The entity.") EntityNode node) {}
