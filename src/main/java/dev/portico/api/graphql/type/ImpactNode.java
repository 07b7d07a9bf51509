package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// What depends on an entity.
@Name("Impact")
@Description("What depends on an entity, directly or through others.")
public record ImpactNode(
        @Description("How many are affected.") long totalCount,
        @Description("Whether there are more than 100,000, which is where counting ends.")
                boolean truncated,
        @Description("How many belong to whom, most first; one with two owners counts for both.")
                List<@NonNull OwnerCountNode> owners,
        @Description("How many have no owner.") long unowned,
        @Description("How many of each kind, most first.") List<@NonNull FacetValue> kinds,
        @Description("The affected entities, nearest first, as many as asked for.")
                List<@NonNull WalkStep> steps) {}
