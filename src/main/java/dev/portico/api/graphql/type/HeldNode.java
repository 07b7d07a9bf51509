package dev.portico.api.graphql.type;

import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Removals that wait for a person.
@Name("HeldRemovals")
@Description("Removals that the mass-delete guard holds until someone confirms or rejects them.")
public record HeldNode(
        @Description("Since when.") OffsetDateTime since,
        @Description("How many entities would go.") long total,
        @Description("Refs of the entities that would go, sorted; at most 500.")
                List<@NonNull String> refs) {}
