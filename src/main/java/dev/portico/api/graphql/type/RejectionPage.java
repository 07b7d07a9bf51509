package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A part of the documents kept out.
@Name("RejectionPage")
@Description("A part of the documents that a source could not bring in.")
public record RejectionPage(
        @Description("The rejected documents.") List<@NonNull RejectionNode> nodes,
        @Description("How many there are.") long totalCount,
        @Description("Whether more follows; ask again with a larger offset.")
                boolean hasNextPage) {}
