package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// What a walk found.
@Name("Walk")
@Description("What a walk over relations found, nearest first; the start is not among it.")
public record WalkNode(
        @Description("The entities found.") List<@NonNull WalkStep> steps,
        @Description("Whether the limit cut the walk short.") boolean truncated) {}
