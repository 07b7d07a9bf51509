package dev.portico.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of who is told of changes.
@ConfigMapping(prefix = "portico.notify")
public interface NotifyConfig {
    /// Webhook subscribers by a name of your choice.
    Map<String, Webhook> webhooks();

    /// One webhook subscriber.
    interface Webhook {
        /// Where events are posted to; naming it allows calling its host, and only for this.
        URI url();

        /// Secrets to sign with, `whsec_` and base64; two while one replaces the other.
        @WithName("secret")
        Optional<List<String>> secrets();

        /// File with the secrets, one a line; read anew for each delivery.
        Optional<Path> secretFile();

        /// Only entities of these kinds.
        Optional<List<String>> kinds();

        /// Only entities that these groups or users own, or owned until the change.
        Optional<List<String>> owners();

        /// Only changes by these sources.
        Optional<List<String>> sources();

        /// Only `created`, `updated` or `removed`.
        Optional<List<String>> types();

        /// `entity` to carry the whole entity.
        @WithDefault("ref")
        CloudEvents.Data data();

        /// How long the receiver may take for one event.
        @WithDefault("15s")
        Duration timeout();
    }
}
