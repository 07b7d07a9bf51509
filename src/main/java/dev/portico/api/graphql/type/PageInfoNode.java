package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Where a page stands in its list.
@Name("PageInfo")
@Description("Where a page stands in its list, as Relay defines it.")
public record PageInfoNode(
        @Description("Whether more follows.") boolean hasNextPage,
        @Description("Whether something comes before.") boolean hasPreviousPage,
        @Nullable @Description("Cursor of the first edge; null when there is none.")
                String startCursor,
        @Nullable @Description("Cursor of the last edge; give it as `after` for the next page.")
                String endCursor) {}
