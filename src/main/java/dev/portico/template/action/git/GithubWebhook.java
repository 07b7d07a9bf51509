package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.HostApi;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets a repository on GitHub tell another of what happens in it.
@Singleton
final class GithubWebhook extends TypedAction<GithubWebhook.Input, TypedAction.Nothing> {
    private final Publishing publishing;

    GithubWebhook(Publishing publishing) {
        super(
                new About<>(
                        "github:webhook",
                        "Makes a webhook of a repository on GitHub.",
                        Input.class,
                        Nothing.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.publishing = publishing;
    }

    record Input(
            @Describe("Where the repository is: `github.com?owner=acme&repo=orders`")
                    String repoUrl,
            @Describe("Where events are sent") String webhookUrl,
            @Describe("What they are signed with") @Nullable String webhookSecret,
            @Describe(
                            value = "Which events are sent; `*` for all",
                            byDefault = "[\"push\"]",
                            types = {"array", "string"})
                    Object events,
            @Describe(value = "Whether they are sent from now on", byDefault = "true")
                    boolean active,
            @Describe(
                            value = "How they are written",
                            byDefault = "\"form\"",
                            oneOf = {"form", "json"})
                    String contentType,
            @Describe(
                            value = "Whether the certificate of the receiver is not checked",
                            byDefault = "false")
                    boolean insecureSsl,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api = publishing.api(GitHostKind.GITHUB, input.repoUrl(), input.token(), context);
        if (input.webhookSecret() != null) {
            context.conceal(input.webhookSecret());
        }
        String what = "the webhook of " + api.url() + " to " + input.webhookUrl();
        if (context.dryRun()) {
            context.log("Dry run: would make " + what);
            return done(new Nothing());
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("url", input.webhookUrl());
        config.put("content_type", input.contentType());
        config.put("insecure_ssl", input.insecureSsl() ? "1" : "0");
        if (input.webhookSecret() != null) {
            config.put("secret", input.webhookSecret());
        }
        Object events = input.events() instanceof List<?> list ? list : List.of(input.events());
        JsonObject body =
                JsonObject.of(
                        Map.of(
                                "name",
                                "web",
                                "active",
                                input.active(),
                                "events",
                                events,
                                "config",
                                config));
        context.once(
                "webhook",
                () -> {
                    try {
                        api.call("POST", "/hooks", body);
                    } catch (PorticoException e) {
                        // GitHub takes no second one that is the same
                        if (e.code() != ErrorCode.CONFLICT) {
                            throw e;
                        }
                    }
                    return JsonObject.EMPTY;
                });
        context.log("Made " + what);
        return done(new Nothing());
    }
}
