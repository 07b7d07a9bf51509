package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.PageInfoNode;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of workloads.
@Name("WorkloadPage")
@Description("A page of workloads.")
public record WorkloadPage(
        @Description("Those of the page.") List<@NonNull WorkloadNode> nodes,
        @Description("Where the page stands.") PageInfoNode pageInfo,
        @Description("How many there are on all pages.") long totalCount) {}
