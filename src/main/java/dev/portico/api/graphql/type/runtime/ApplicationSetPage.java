package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.PageInfoNode;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of ApplicationSets of Argo CD.
@Name("ApplicationSetPage")
@Description("A page of ApplicationSets of Argo CD.")
public record ApplicationSetPage(
        @Description("Those of the page.") List<@NonNull ApplicationSetNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages.") long totalCount) {}
