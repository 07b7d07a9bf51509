package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;

/// The answer to the removal of a location.
@Description("A location that was removed, with everything that came from it.")
public record RemovedLocationPayload(
        String id,
        @Description(
                        "Position that includes the removal; send it as Portico-Min-Position to"
                                + " read what you wrote.")
                long position) {}
