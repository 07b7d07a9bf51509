package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// How many entities an owner has.
@Name("OwnerCount")
@Description("How many of the entities an owner has.")
public record OwnerCountNode(
        @Description("The group or user.") String ref, @Description("How many.") long count) {}
