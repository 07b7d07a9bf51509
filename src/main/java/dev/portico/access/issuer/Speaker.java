package dev.portico.access.issuer;

import dev.portico.access.principal.Principal;
import dev.portico.platform.json.JsonObject;

/// Reads from the claims of a good token who it speaks of.
@FunctionalInterface
interface Speaker {
    /// UNAUTHENTICATED when the claims don't say.
    Principal principal(JsonObject claims);
}
