package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of entities.
@Name("EntityConnection")
@Description("A page of entities.")
public record EntityConnection(
        @Description("The entities with their cursors.") List<@NonNull EntityEdge> edges,
        @Description("The entities.") List<@NonNull EntityNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages; counted only when asked for.")
                long totalCount,
        @Description("Position of the change log that the page reflects.") long position) {}
