package dev.portico.api.graphql.type;

import org.eclipse.microprofile.graphql.Description;

/// The answer to a refresh, which happens later.
@Description("A refresh that was noted; the source is read soon.")
public record RefreshPayload(
        @Description("The ref or source asked for.") String target,
        @Description("Position of the change log when it was noted.") long position) {}
