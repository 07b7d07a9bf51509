package dev.portico.api.graphql.type.access;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.graphql.Description;

/// The answer to making a link.
@Description("A link that signs its first visitor in as admin.")
public record AdminLinkPayload(
        @Description("Where to go with a browser; whoever does first is admin.") String url,
        OffsetDateTime expiresAt) {}
