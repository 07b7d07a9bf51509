package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.PageInfoNode;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of resources of Crossplane.
@Name("PlatformResourcePage")
@Description("A page of resources of Crossplane.")
public record PlatformResourcePage(
        @Description("Those of the page.") List<@NonNull PlatformResourceNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages.") long totalCount) {}
