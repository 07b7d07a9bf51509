package dev.portico.access;

import dev.portico.platform.Secret;
import dev.portico.platform.json.JsonObject;
import java.net.URI;
import java.time.Duration;

/// Tokens that a Backstage frontend sends for who has signed in, in the form that other backends
/// can check too.
public interface FrontendTokens {
    /// As whom a frontend calls in developer mode.
    String GUEST = "user:default/guest";

    /// Makes a token for a user; in developer mode also for whoever reaches the program.
    /// UNAUTHENTICATED for others, FORBIDDEN for one whose own credential is limited.
    Issued issue(Viewer viewer);

    /// The public keys as JSON (JWKS). UNAVAILABLE while the database is away.
    JsonObject keys();

    /// What `iss` of the tokens is.
    URI issuer();

    /// A new token.
    ///
    /// @param user its subject
    record Issued(Secret token, String user, Duration validFor) {}
}
