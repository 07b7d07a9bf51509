package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;

/// The answer to a mutation of a location.
@Description("A location after a mutation.")
public record LocationPayload(
        RegisteredLocation location,
        @Description(
                        "Position that includes the write; send it as Portico-Min-Position to read"
                                + " what you wrote.")
                long position) {}
