package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;

/// One order of a list.
@Input("EntityOrderInput")
@Description("An order by the values of a key; entities without one come last.")
public record OrderInput(
        @Description("Path of a field, such as metadata.name; 'ref' orders by the entity ref.")
                String key,
        @Nullable @Description("Ascending when left out.") OrderDirection direction) {}
