package dev.portico.access.issuer;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a token says of itself, before anyone has looked whether it is true: enough to know whose
/// keys to ask.
///
/// @param algorithm an asymmetric one
/// @param kid names the key; null when it does not say
/// @param claims not to be believed yet
record SignedText(
        String text, String type, String algorithm, @Nullable String kid, JsonObject claims) {
    static final Set<String> ALGORITHMS =
            Set.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                    "EdDSA");
    private static final int MAX_LENGTH = 16 * 1024;

    /// Whether a text is to be such a token.
    static boolean looksLikeOne(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        return text.startsWith("ey")
                && first > 0
                && second > 0
                && text.indexOf('.', second + 1) < 0;
    }

    /// UNAUTHENTICATED for what is no signed token, is signed with a shared secret or not at all,
    /// or is too long.
    static SignedText parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw refused("The token is longer than 16 KiB; no issuer makes such.");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw refused("The token is no JWT: it has no three parts with dots between.");
        }
        JsonObject header = decode(parts[0]);
        String algorithm = header.text("alg").orElse("none");
        if (!ALGORITHMS.contains(algorithm)) {
            throw refused(
                    "The token is signed with '"
                            + shorten(algorithm)
                            + "'; only signatures with a public key count, as ES256 or RS256.");
        }
        return new SignedText(
                text,
                header.text("typ").orElse("JWT"),
                algorithm,
                header.text("kid").orElse(null),
                decode(parts[1]));
    }

    private static JsonObject decode(String part) {
        try {
            return JsonObject.parse(
                    new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | PorticoException e) {
            throw refused("The token is no JWT: one of its parts is not JSON in base64.");
        }
    }

    Optional<String> issuer() {
        return claims.text("iss");
    }

    static PorticoException refused(String why) {
        return new PorticoException(ErrorCode.UNAUTHENTICATED, why);
    }

    /// What someone sent, short enough to be shown.
    static String shorten(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
