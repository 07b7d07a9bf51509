package dev.portico.api.graphql.type.access;

import org.eclipse.microprofile.graphql.Description;

/// The answer to making a token.
@Description("A token that was made.")
public record TokenPayload(
        TokenNode token,
        @Description("What is sent with each call, as Authorization: Bearer; shown this once.")
                String secret) {}
