package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.FacetValue;
import dev.portico.api.graphql.type.PageInfoNode;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of results of policies.
@Name("PolicyResultPage")
@Description("A page of results of policies.")
public record PolicyResultPage(
        @Description("Those of the page.") List<@NonNull PolicyResultNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages.") long totalCount,
        @Description("How many of each outcome there are on all pages, most first.")
                List<@NonNull FacetValue> outcomes) {}
