package dev.portico.api.graphql.type;

import dev.portico.model.Relation;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One relation on a path.
@Name("Hop")
@Description("One relation on a path through the catalog.")
public record HopNode(
        @Description("Where the relation starts.") String sourceRef,
        @Description("The relation's type.") String type,
        @Description("Where it leads.") String targetRef) {
    public static HopNode from(Relation relation) {
        return new HopNode(
                relation.source().toString(), relation.type(), relation.target().toString());
    }
}
