package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;

/// The answer to a decision about held removals.
@Description("A decision about removals that were held.")
public record RemovalsPayload(
        String source,
        @Description("How many entities went; 0 when the removals were rejected.") long removed,
        @Description(
                        "Position that includes the removals; send it as Portico-Min-Position to"
                                + " read what you wrote.")
                long position) {}
