package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of what a search found.
@Name("SearchConnection")
@Description("A page of what a search found, the best first.")
public record SearchConnection(
        @Description("The entities with their ranks.") List<@NonNull SearchEdge> edges,
        @Description("The entities.") List<@NonNull EntityNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many match.") long totalCount,
        @Description("Position of the change log that the page reflects.") long position) {}
