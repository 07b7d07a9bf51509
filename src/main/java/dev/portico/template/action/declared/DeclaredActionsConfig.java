package dev.portico.template.action.declared;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of actions that documents declare.
@ConfigMapping(prefix = "portico.template.actions")
public interface DeclaredActionsConfig {
    /// Secrets that requests are signed with, by the name documents use (`signedWith`).
    Map<String, Signing> secrets();

    /// Address of this program that services call back, as `https://portico.example.com`.
    Optional<URI> callbackUrl();

    /// Secrets of one name.
    interface Signing {
        /// Secrets to sign with, `whsec_` and base64; two while one replaces the other.
        @WithName("secret")
        Optional<List<String>> secrets();

        /// File with the secrets, one a line; read anew for each request.
        Optional<Path> secretFile();
    }
}
