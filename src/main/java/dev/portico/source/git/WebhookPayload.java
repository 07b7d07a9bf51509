package dev.portico.source.git;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Webhooks.Delivery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads which repositories a delivery is about. Pure.
final class WebhookPayload {
    private static final Set<String> EVENTS =
            Set.of("push", "repository", "create", "delete", "repository_update");
    private static final Set<String> GITLAB_EVENTS =
            Set.of(
                    "push",
                    "tag_push",
                    "repository_update",
                    "project_rename",
                    "project_transfer",
                    "project_update",
                    "project_destroy");
    private static final List<String> ADDRESSES =
            List.of(
                    "clone_url",
                    "ssh_url",
                    "html_url",
                    "git_url",
                    "git_http_url",
                    "git_ssh_url",
                    "http_url",
                    "web_url",
                    "homepage",
                    "url");

    private WebhookPayload() {}

    /// Addresses of the repositories, in one spelling; empty for an event that says nothing of
    /// their content. INVALID_INPUT when it can't be read.
    static Set<String> repositories(Delivery delivery) {
        JsonObject payload = JsonObject.parse(json(delivery));
        if (!isRelevant(delivery, payload)) {
            return Set.of();
        }
        Set<String> addresses = new LinkedHashSet<>();
        for (String part : List.of("repository", "project")) {
            JsonObject repository = payload.object(part);
            for (String key : ADDRESSES) {
                repository.text(key).flatMap(WebhookPayload::normalised).ifPresent(addresses::add);
            }
        }
        Optional<String> now = fullName(payload);
        for (String before : formerNames(payload)) {
            for (String address : List.copyOf(addresses)) {
                now.filter(name -> address.endsWith("/" + name))
                        .map(
                                name ->
                                        address.substring(0, address.length() - name.length())
                                                + before)
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    private static byte[] json(Delivery delivery) {
        String type = delivery.header("Content-Type").orElse("application/json");
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            return delivery.body();
        }
        String form = new String(delivery.body(), StandardCharsets.UTF_8);
        for (String pair : form.split("&")) {
            if (pair.startsWith("payload=")) {
                try {
                    return URLDecoder.decode(pair.substring(8), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8);
                } catch (IllegalArgumentException _) {
                    break;
                }
            }
        }
        throw PorticoException.invalid("The form has no field payload with the event as JSON.");
    }

    private static boolean isRelevant(Delivery delivery, JsonObject payload) {
        return switch (delivery.sender()) {
            case GITHUB -> delivery.header("X-GitHub-Event").filter(EVENTS::contains).isPresent();
            case GITEA ->
                    delivery.header("X-Gitea-Event")
                            .or(() -> delivery.header("X-GitHub-Event"))
                            .filter(EVENTS::contains)
                            .isPresent();
            case GITLAB ->
                    payload.text("object_kind")
                            .or(() -> payload.text("event_name"))
                            .filter(GITLAB_EVENTS::contains)
                            .isPresent();
        };
    }

    private static Optional<String> normalised(String address) {
        try {
            RepoUrl url = RepoUrl.parse(address);
            return url.isLocal() ? Optional.empty() : Optional.of(url.pushKey());
        } catch (PorticoException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> fullName(JsonObject payload) {
        return payload.object("repository")
                .text("full_name")
                .or(() -> payload.object("project").text("path_with_namespace"))
                .or(() -> payload.text("path_with_namespace"))
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /// What a renamed or moved repository was called before.
    private static List<String> formerNames(JsonObject payload) {
        List<String> names = new ArrayList<>();
        payload.text("old_path_with_namespace").ifPresent(names::add);
        JsonObject changes = payload.object("changes");
        Optional<String> name = changes.object("repository").object("name").text("from");
        JsonObject from = changes.object("owner").object("from");
        Optional<String> owner =
                from.object("user")
                        .text("login")
                        .or(() -> from.object("organization").text("login"));
        if (name.isPresent() || owner.isPresent()) {
            String[] now = fullName(payload).orElse("/").split("/", 2);
            names.add(owner.orElse(now[0]) + "/" + name.orElse(now[now.length - 1]));
        }
        return names.stream().map(former -> former.toLowerCase(Locale.ROOT)).toList();
    }
}
