package dev.portico.api.graphql.type.access;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;

/// The answer to revoking a token.
@Description("A token that was revoked; within a second it is refused on every node.")
public record RevokedTokenPayload(@Id String id) {}
