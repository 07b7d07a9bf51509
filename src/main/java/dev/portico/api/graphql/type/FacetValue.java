package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A value and its number of entities.
@Name("FacetValue")
@Description("A value and how many entities have it.")
public record FacetValue(
        @Description("The value, in the case it was written.") String value,
        @Description("How many entities have it.") long count) {}
