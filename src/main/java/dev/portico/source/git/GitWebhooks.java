package dev.portico.source.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.scm.GitHostKind;
import dev.portico.source.PullRequestListener;
import dev.portico.source.SourceLookup;
import dev.portico.source.SourceTrigger;
import dev.portico.source.Webhooks;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Webhooks of Git hosts: verified, each once. Pushes are passed on to the sources they concern,
/// what happens to pull requests to those who want to know.
@Singleton
final class GitWebhooks implements Webhooks {
    private static final int REMEMBERED = 10_000;

    private final GitConfig config;
    private final SourceLookup lookup;
    private final SourceTrigger trigger;
    private final List<PullRequestListener> listeners;
    private final LinkedHashMap<String, Boolean> seen = new LinkedHashMap<>();

    GitWebhooks(
            GitConfig config,
            SourceLookup lookup,
            SourceTrigger trigger,
            @All List<PullRequestListener> listeners) {
        this.config = config;
        this.lookup = lookup;
        this.trigger = trigger;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Noted receive(Delivery delivery) {
        verify(delivery);
        WebhookPayload payload = WebhookPayload.of(delivery);
        Set<String> repositories = payload.repositories();
        if (repositories.isEmpty() || !payload.isContent() && payload.pullRequest().isEmpty()) {
            return new Noted("ignored", List.of());
        }
        Optional<String> id = id(delivery);
        if (id.isPresent() && !remember(delivery.sender() + " " + id.get())) {
            return new Noted("duplicate", List.of());
        }
        if (payload.pullRequest().isPresent()) {
            long number = payload.pullRequest().getAsLong();
            listeners.forEach(listener -> listener.changed(repositories, number));
            return new Noted("noted", List.of());
        }
        Set<String> names = new TreeSet<>();
        repositories.forEach(address -> names.addAll(lookup.sourcesReading(address)));
        names.forEach(name -> trigger.changed(name, "webhook"));
        Log.debugf("webhook noted sender=%s sources=%s", delivery.sender(), names);
        return new Noted("noted", List.copyOf(names));
    }

    private void verify(Delivery delivery) {
        List<Secret> secrets = secrets(delivery.sender());
        String sender = delivery.sender().name().toLowerCase(Locale.ROOT);
        if (secrets.isEmpty()) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "No webhook secret is configured for "
                            + sender
                            + "; set portico.source.git.hosts.<name>.webhook-secret of a host of"
                            + " this kind.");
        }
        String signature =
                WebhookSignature.of(delivery)
                        .orElseThrow(
                                () ->
                                        new PorticoException(
                                                ErrorCode.UNAUTHENTICATED,
                                                "The delivery has no signature; set the secret of"
                                                        + " the webhook at the Git host."));
        boolean valid = false;
        for (Secret secret : secrets) {
            valid |= WebhookSignature.matches(delivery, signature, secret);
        }
        if (!valid) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The signature fits none of the secrets configured for "
                            + sender
                            + " (portico.source.git.hosts.<name>.webhook-secret).");
        }
    }

    private List<Secret> secrets(Sender sender) {
        GitHostKind kind =
                switch (sender) {
                    case GITHUB -> GitHostKind.GITHUB;
                    case GITLAB -> GitHostKind.GITLAB;
                    case GITEA -> GitHostKind.GITEA;
                };
        List<Secret> secrets = new ArrayList<>();
        config.hosts().values().stream()
                .filter(host -> GitWiring.kind(host) == kind)
                .flatMap(host -> host.webhookSecrets().orElse(List.of()).stream())
                .filter(secret -> !secret.isBlank())
                .forEach(secret -> secrets.add(new Secret(secret)));
        return secrets;
    }

    private static Optional<String> id(Delivery delivery) {
        return switch (delivery.sender()) {
            case GITHUB -> delivery.header("X-GitHub-Delivery");
            case GITLAB ->
                    delivery.header("Idempotency-Key")
                            .or(() -> delivery.header("X-Gitlab-Event-UUID"));
            case GITEA -> delivery.header("X-Gitea-Delivery");
        };
    }

    private synchronized boolean remember(String id) {
        if (seen.putIfAbsent(id, true) != null) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            seen.pollFirstEntry();
        }
        return true;
    }
}
