package dev.portico.source.git;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Webhooks.Delivery;
import dev.portico.source.Webhooks.Sender;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a delivery is about. Pure.
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

    private final Delivery delivery;
    private final JsonObject payload;

    private WebhookPayload(Delivery delivery, JsonObject payload) {
        this.delivery = delivery;
        this.payload = payload;
    }

    /// INVALID_INPUT when it can't be read.
    static WebhookPayload of(Delivery delivery) {
        return new WebhookPayload(delivery, JsonObject.parse(json(delivery)));
    }

    /// Addresses of the repositories, in one spelling. Of a merge request it is the repository that
    /// is to be merged into.
    Set<String> repositories() {
        Set<String> addresses = new LinkedHashSet<>();
        for (String part : List.of("repository", "project")) {
            JsonObject repository = payload.object(part);
            for (String key : ADDRESSES) {
                repository.text(key).flatMap(WebhookPayload::normalised).ifPresent(addresses::add);
            }
        }
        Optional<String> now = fullName();
        for (String before : formerNames()) {
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

    /// Whether the content of a repository, or its name, is another now.
    boolean isContent() {
        return event().filter(isGitLab() ? GITLAB_EVENTS::contains : EVENTS::contains).isPresent();
    }

    /// The number of the pull or merge request that something happened to.
    OptionalLong pullRequest() {
        if (event().filter(isGitLab() ? "merge_request"::equals : "pull_request"::equals)
                .isEmpty()) {
            return OptionalLong.empty();
        }
        @Nullable Object number =
                isGitLab()
                        ? payload.object("object_attributes").value("iid")
                        : payload.value("number");
        return number instanceof Long found ? OptionalLong.of(found) : OptionalLong.empty();
    }

    private boolean isGitLab() {
        return delivery.sender() == Sender.GITLAB;
    }

    private Optional<String> event() {
        return switch (delivery.sender()) {
            case GITHUB -> delivery.header("X-GitHub-Event");
            case GITEA ->
                    delivery.header("X-Gitea-Event").or(() -> delivery.header("X-GitHub-Event"));
            case GITLAB -> payload.text("object_kind").or(() -> payload.text("event_name"));
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

    private Optional<String> fullName() {
        return payload.object("repository")
                .text("full_name")
                .or(() -> payload.object("project").text("path_with_namespace"))
                .or(() -> payload.text("path_with_namespace"))
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /// What a renamed or moved repository was called before.
    private List<String> formerNames() {
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
            String[] now = fullName().orElse("/").split("/", 2);
            names.add(owner.orElse(now[0]) + "/" + name.orElse(now[now.length - 1]));
        }
        return names.stream().map(former -> former.toLowerCase(Locale.ROOT)).toList();
    }
}
