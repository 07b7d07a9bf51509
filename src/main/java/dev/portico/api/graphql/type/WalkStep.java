package dev.portico.api.graphql.type;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// One entity that a walk found.
@Name("WalkStep")
@Description("One entity that a walk found.")
public record WalkStep(
        @Description("Its ref. It need not exist.") String ref,
        @Description("How many relations away it is.") int depth,
        @Description("The relations from the start to it.") List<@NonNull HopNode> path) {}
