package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.PageInfoNode;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of Applications of Argo CD.
@Name("ApplicationPage")
@Description("A page of Applications of Argo CD.")
public record ApplicationPage(
        @Description("Those of the page.") List<@NonNull ApplicationNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages.") long totalCount) {}
