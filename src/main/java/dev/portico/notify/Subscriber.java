package dev.portico.notify;

import dev.portico.platform.Digest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.WebhookSecrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Who is told of changes by webhook, as configured.
record Subscriber(
        String name,
        URI url,
        ChangeFilter filter,
        CloudEvents.Data data,
        WebhookSecrets secrets,
        Duration timeout) {

    /// INVALID_INPUT, with the setting, for a mistake in the configuration.
    static Subscriber of(String name, NotifyConfig.Webhook webhook) {
        String setting = "portico.notify.webhooks." + name;
        URI url = webhook.url();
        String scheme = String.valueOf(url.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw PorticoException.invalid(
                    setting
                            + ".url must be an http or https address, as"
                            + " https://ci.example.com/hooks/catalog.");
        }
        ChangeFilter filter;
        try {
            filter =
                    ChangeFilter.of(
                            webhook.kinds().orElse(List.of()),
                            webhook.owners().orElse(List.of()),
                            webhook.sources().orElse(List.of()),
                            webhook.types().orElse(List.of()));
        } catch (PorticoException e) {
            throw new PorticoException(e.code(), setting + ": " + e.text(), e);
        }
        return new Subscriber(
                name,
                url,
                filter,
                webhook.data(),
                WebhookSecrets.of(setting, webhook.secrets(), webhook.secretFile()),
                webhook.timeout());
    }

    /// The host that is told; the rest of the address may hold a secret.
    String host() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /// Tells whether it is the same address as before, without keeping the address.
    String addressHash() {
        return Digest.sha256(url.toString().getBytes(StandardCharsets.UTF_8));
    }
}
