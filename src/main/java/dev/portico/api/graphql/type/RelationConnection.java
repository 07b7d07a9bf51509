package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of an entity's relations.
@Name("RelationConnection")
@Description("A page of relations of one entity.")
public record RelationConnection(
        @Description("The relations, by type and target.") List<@NonNull RelationEdge> edges,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages.") int totalCount) {}
