package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// How often each value of a key occurs.
@Name("Facet")
@Description("How often each value of a key occurs.")
public record FacetNode(
        @Description("The key asked for.") String key,
        @Description("How many different values there are.") int distinct,
        @Description("The most frequent values, most frequent first.")
                List<@NonNull FacetValue> values) {}
