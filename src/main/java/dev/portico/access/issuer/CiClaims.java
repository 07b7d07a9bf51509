package dev.portico.access.issuer;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Principal;
import dev.portico.platform.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What all CI systems have in common: a principal by issuer and repository, and the job with it.
final class CiClaims {
    private CiClaims() {}

    static Principal principal(CiJob job, JsonObject claims) {
        return new Principal(
                Viewer.Type.CI,
                "ci:" + job.issuer() + "/" + job.repository(),
                Set.of(),
                false,
                null,
                "OIDC " + job.issuer(),
                claims,
                job);
    }

    /// Text or number of a claim. UNAUTHENTICATED without it.
    static String require(String issuer, JsonObject claims, String name) {
        @Nullable String value = find(claims, name);
        if (value == null) {
            throw SignedText.refused(
                    "The token of "
                            + issuer
                            + " does not say who runs: it has no claim '"
                            + name
                            + "'.");
        }
        return value;
    }

    static @Nullable String find(JsonObject claims, @Nullable String name) {
        @Nullable Object value = name == null ? null : claims.value(name);
        return switch (value) {
            case String text when !text.isBlank() -> text;
            case Long number -> number.toString();
            case null, default -> null;
        };
    }

    /// Whether a job runs for a branch or tag of the repository, and not for what is asked to be
    /// merged into it.
    static boolean isOwnRef(String ref) {
        return ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/");
    }
}
