package dev.portico.access.issuer;

import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The public keys of one who signs.
interface Keys {
    /// The key that a token says it is signed with. UNAVAILABLE while no keys are known at all.
    ///
    /// @param kid names the key; null when the token does not say
    Optional<PublicKey> find(@Nullable String kid, String algorithm);
}
