package dev.portico.access.issuer;

import dev.portico.access.Directory;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.test.TokenIssuer;
import java.time.Clock;
import java.util.List;

/// Signed tokens for tests of other packages.
public final class TestTokens {
    private TestTokens() {}

    /// Those of people, by their mail addresses.
    public static SignedTokens people(TokenIssuer issuer, String audience, Directory directory) {
        return new SignedTokens(
                Settings.issuers(
                        "corp.kind",
                        "people",
                        "corp.issuer",
                        issuer.url(),
                        "corp.audience",
                        audience),
                directory,
                OutgoingPolicy.of(List.of(issuer.server().authority())),
                List.of(),
                Clock.systemUTC());
    }
}
