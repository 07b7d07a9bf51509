package dev.portico.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.source.Webhooks.Delivery;
import dev.portico.source.Webhooks.Noted;
import dev.portico.source.Webhooks.Sender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GitWebhooksTest {
    private static final String PUSH =
            """
            {"object_kind": "push", "ref": "refs/heads/main", "repository": {
              "full_name": "Acme/Orders",
              "clone_url": "https://git.example.com/Acme/Orders.git",
              "ssh_url": "git@git.example.com:Acme/Orders.git"}}
            """;

    private final List<String> asked = new ArrayList<>();
    private final List<String> triggered = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    private GitWebhooks webhooks(String... settings) {
        return new GitWebhooks(
                Settings.of(GitConfig.class, settings),
                address -> {
                    asked.add(address);
                    return address.startsWith("https://git.example.com/acme/orders")
                            ? List.of("git:" + address)
                            : List.of();
                },
                (name, actor) -> triggered.add(name + " " + actor),
                List.of(
                        (repositories, number) ->
                                repositories.forEach(url -> requests.add(url + "#" + number))));
    }

    private GitWebhooks ofKind(Sender sender) {
        return webhooks(
                "portico.source.git.hosts.a.url=https://git.example.com",
                "portico.source.git.hosts.a.kind=" + sender,
                "portico.source.git.hosts.a.webhook-secret=old,new");
    }

    private static Delivery signed(Sender sender, String secret, String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String hmac = WebhookSignature.hmac(bytes, new Secret(secret));
        Map<String, String> headers =
                switch (sender) {
                    case GITHUB ->
                            Map.of(
                                    "x-hub-signature-256",
                                    "sha256=" + hmac,
                                    "x-github-event",
                                    "push",
                                    "x-github-delivery",
                                    id);
                    case GITLAB -> Map.of("x-gitlab-token", secret, "x-gitlab-event-uuid", id);
                    case GITEA ->
                            Map.of(
                                    "x-gitea-signature",
                                    hmac,
                                    "x-gitea-event",
                                    "push",
                                    "x-gitea-delivery",
                                    id);
                };
        return new Delivery(sender, headers, bytes);
    }

    private ErrorCode refused(GitWebhooks webhooks, Delivery delivery) {
        PorticoException e =
                catchThrowableOfType(PorticoException.class, () -> webhooks.receive(delivery));
        assertThat(triggered).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(requests).isEmpty();
        return e.code();
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void takesAPushSignedWithEitherSecretAndEachOnce(Sender sender) {
        GitWebhooks webhooks = ofKind(sender);

        assertThat(webhooks.receive(signed(sender, "old", "1", PUSH)))
                .isEqualTo(new Noted("noted", List.of("git:https://git.example.com/acme/orders")));
        assertThat(webhooks.receive(signed(sender, "new", "2", PUSH)).status()).isEqualTo("noted");
        assertThat(webhooks.receive(signed(sender, "new", "2", PUSH)).status())
                .isEqualTo("duplicate");
        assertThat(asked).contains("ssh://git.example.com/acme/orders");
        assertThat(triggered)
                .containsExactly(
                        "git:https://git.example.com/acme/orders webhook",
                        "git:https://git.example.com/acme/orders webhook");
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void refusesAWrongOrMissingSignature(Sender sender) {
        GitWebhooks webhooks = ofKind(sender);

        assertThat(refused(webhooks, signed(sender, "wrong", "1", PUSH)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(
                        refused(
                                webhooks,
                                new Delivery(
                                        sender, Map.of(), PUSH.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        Delivery good = signed(sender, "old", "1", PUSH);
        if (sender != Sender.GITLAB) {
            byte[] other = PUSH.replace("Acme", "Evil").getBytes(StandardCharsets.UTF_8);
            assertThat(refused(webhooks, new Delivery(sender, good.headers(), other)))
                    .isEqualTo(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void refusesAllWithoutASecretOfThatKind() {
        assertThat(refused(webhooks(), signed(Sender.GITHUB, "x", "1", PUSH)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refused(ofKind(Sender.GITEA), signed(Sender.GITHUB, "old", "1", PUSH)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(
                        refused(
                                webhooks(
                                        "portico.source.git.hosts.a.url=https://github.com",
                                        "portico.source.git.hosts.a.webhook-secret= "),
                                signed(Sender.GITHUB, " ", "1", PUSH)))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "[]", "'{\"repository\": '"})
    void refusesABodyThatIsNoObject(String body) {
        assertThat(refused(ofKind(Sender.GITHUB), signed(Sender.GITHUB, "old", "1", body)))
                .isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @Test
    void ignoresEventsThatSayNothingOfContent() {
        Delivery push = signed(Sender.GITHUB, "old", "1", PUSH);
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.put("x-github-event", "issues");

        assertThat(ofKind(Sender.GITHUB).receive(new Delivery(Sender.GITHUB, headers, push.body())))
                .isEqualTo(new Noted("ignored", List.of()));
    }

    @Test
    void knowsARenamedRepositoryByItsFormerName() {
        Delivery push =
                signed(
                        Sender.GITHUB,
                        "old",
                        "1",
                        """
                        {"action": "renamed",
                         "changes": {"repository": {"name": {"from": "orders"}}},
                         "repository": {"full_name": "acme/billing",
                           "clone_url": "https://git.example.com/acme/billing.git"}}
                        """);
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.put("x-github-event", "repository");

        assertThat(
                        ofKind(Sender.GITHUB)
                                .receive(new Delivery(Sender.GITHUB, headers, push.body()))
                                .sources())
                .containsExactly("git:https://git.example.com/acme/orders");
    }

    @Test
    void readsAFormOfGitHub() {
        String body = "payload=" + URLEncoder.encode(PUSH, StandardCharsets.UTF_8);
        Delivery push = signed(Sender.GITHUB, "old", "1", body);
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.put("content-type", "application/x-www-form-urlencoded");

        assertThat(
                        ofKind(Sender.GITHUB)
                                .receive(new Delivery(Sender.GITHUB, headers, push.body()))
                                .sources())
                .hasSize(1);
    }

    private static Delivery pullRequest(Sender sender) {
        String body =
                """
                {"object_kind": "merge_request", "number": 7,
                 "object_attributes": {"id": 1234, "iid": 7, "state": "merged"},
                 "action": "closed", "pull_request": {"number": 7, "merged": true},
                 "project": {"git_http_url": "https://git.example.com/Acme/Orders.git"},
                 "repository": {"clone_url": "https://git.example.com/Acme/Orders.git"}}
                """;
        Delivery push = signed(sender, "old", "1", body);
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.replace("x-github-event", "pull_request");
        headers.replace("x-gitea-event", "pull_request");
        return new Delivery(sender, headers, push.body());
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void tellsWhatHappensToPullRequests(Sender sender) {
        GitWebhooks webhooks = ofKind(sender);

        assertThat(webhooks.receive(pullRequest(sender))).isEqualTo(new Noted("noted", List.of()));

        assertThat(requests).containsExactly("https://git.example.com/acme/orders#7");
        assertThat(triggered).isEmpty();
        assertThat(webhooks.receive(pullRequest(sender)).status()).isEqualTo("duplicate");
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void tellsNothingOfAPullRequestThatIsSignedWrong(Sender sender) {
        Delivery good = pullRequest(sender);
        Map<String, String> headers = new HashMap<>(good.headers());
        headers.replaceAll(
                (name, value) -> name.matches(".*(signature|token).*") ? value + "0" : value);

        assertThat(refused(ofKind(sender), new Delivery(sender, headers, good.body())))
                .isEqualTo(ErrorCode.FORBIDDEN);
    }
}
