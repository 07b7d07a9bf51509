package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One relation as seen from its source.
@Name("RelationEdge")
@Description("One relation, as seen from the entity asked.")
public record RelationEdge(
        @Description("Where it stands; give it as after.") String cursor,
        @Description("The relation's type, such as ownedBy or hasPart.") String type,
        @Description("Ref of the entity at the other end. It need not exist.") String targetRef) {}
