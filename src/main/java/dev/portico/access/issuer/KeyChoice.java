package dev.portico.access.issuer;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/// Which of several keys a token can be signed with. Pure.
final class KeyChoice {
    private KeyChoice() {}

    /// Empty when there is none, and for a token that names none when there are several.
    static Optional<PublicKey> of(List<JsonWebKey> keys, @Nullable String kid, String algorithm) {
        List<PublicKey> fitting =
                keys.stream()
                        .filter(key -> kid == null || kid.equals(key.getKeyId()))
                        .filter(key -> fits(key, algorithm))
                        .map(key -> ((PublicJsonWebKey) key).getPublicKey())
                        .toList();
        boolean clear = kid == null ? fitting.size() == 1 : !fitting.isEmpty();
        return clear ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private static boolean fits(JsonWebKey key, String algorithm) {
        String type =
                switch (algorithm.substring(0, 2)) {
                    case "RS", "PS" -> "RSA";
                    case "ES" -> "EC";
                    default -> "OKP";
                };
        return key instanceof PublicJsonWebKey
                && type.equals(key.getKeyType())
                && (key.getUse() == null || key.getUse().equals("sig"))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }
}
