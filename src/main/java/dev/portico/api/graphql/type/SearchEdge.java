package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// One entity that a search found.
@Name("SearchEdge")
@Description("One entity that a search found.")
public record SearchEdge(
        @Description("Where it stands; give it as after.") String cursor,
        @Description("Its place among all, from 1.") int rank,
        @Description("How well it matches; comparable within one search only.") double score,
        @Description("The entity.") EntityNode node,
        @Description("Where the words stand in it.") List<@NonNull HighlightNode> highlights) {}
