package dev.portico.template.action.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.WebhookSecrets;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import dev.portico.query.NaiveCatalog;
import dev.portico.template.action.Action;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TestContext;
import dev.portico.template.action.http.LocalService;
import dev.portico.template.action.http.LocalService.Reply;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeclaredActionsTest {
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final LocalService service = new LocalService();
    private final NaiveCatalog catalog = new NaiveCatalog();
    private final TestContext context = new TestContext(Path.of("target"));
    private final DeclaredActions actions =
            new DeclaredActions(
                    catalog,
                    new ServiceCalls(config(), OutgoingPolicy.of(List.of(service.host()))));

    @BeforeEach
    void time() {
        context.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theAnswerIsTheOutput() throws Exception {
        declare("{signedWith: dns, headers: {X-Team: platform}}", "{by: response}");
        service.reply("/records", Reply.json(201, "{\"fqdn\":\"orders.example.org\"}"));

        JsonObject output = context.run(action(), JsonObject.of(Map.of("name", "orders")));

        assertThat(output).isEqualTo(JsonObject.of(Map.of("fqdn", "orders.example.org")));
        LocalService.Asked asked = service.asked.getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(JsonObject.parse(asked.body()))
                .isEqualTo(
                        JsonObject.of(
                                Map.of(
                                        "action", "acme:dns:record",
                                        "task", TestContext.TASK.toString(),
                                        "step", "step",
                                        "createdBy", "user:default/ann",
                                        "input", Map.of("name", "orders"))));
        String signature =
                new WebhookSecrets("test", List.of(new Secret(SECRET)), null)
                        .sign(
                                context.idempotencyKey(),
                                NOW.getEpochSecond(),
                                asked.body().getBytes(StandardCharsets.UTF_8));
        assertThat(asked.headers())
                .containsEntry("idempotency-key", context.idempotencyKey())
                .containsEntry("webhook-id", context.idempotencyKey())
                .containsEntry("webhook-timestamp", String.valueOf(NOW.getEpochSecond()))
                .containsEntry("webhook-signature", signature)
                .containsEntry("x-team", "platform")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void itSaysWhatItIs() {
        declare("{}", "{by: response}");

        assertThat(action().info().repeat()).isEqualTo(Repeat.IDEMPOTENT);
        assertThat(action().info().description()).isEqualTo("Makes a DNS record.");
        assertThat(action().info().input().texts("required")).containsExactly("name");
        assertThat(action().info().dryRun()).isTrue();
    }

    @Test
    void anAnswerThatDoesNotFitIsRefused() {
        declare("{}", "{by: response}");
        service.reply("/records", Reply.json(200, "{\"name\":\"orders\"}"));

        failed(
                ErrorCode.UNPROCESSABLE,
                "127.0.0.1 answered what the output of acme:dns:record may not be: The field fqdn"
                        + " is missing");
    }

    @Test
    void whatTheServiceRefusesIsTold() {
        declare("{}", "{by: response}");
        service.reply("/records", Reply.json(422, "{\"error\":\"no such zone\"}"));
        failed(ErrorCode.UNPROCESSABLE, "answered with 422: {\"error\":\"no such zone\"}");

        service.reply("/records", Reply.json(503, ""));
        failed(ErrorCode.UPSTREAM_FAILED, "answered with 503.");

        service.reply("/records", Reply.json(200, "[1]"));
        failed(ErrorCode.UNPROCESSABLE, "no JSON object");
    }

    @Test
    void itIsPolledUntilItIsDone() throws Exception {
        declare(
                "{}",
                """
                {by: poll, url: "%s/records/{record.id}", interval: 5s, timeout: 1h,
                 until: "answer.state == 'ready'", failed: "answer.state == 'broken'"}
                """
                        .formatted(service.url()));
        service.reply("/records", Reply.json(202, "{\"record\":{\"id\":\"a/1\"}}"));
        service.reply("/records/a/1", Reply.json(200, "{\"state\":\"new\",\"note\":null}"));
        JsonObject input = JsonObject.of(Map.of("name", "orders"));

        Outcome.Waiting waiting = context.waits(action(), input);

        assertThat(waiting.checkAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(waiting.expires()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(waiting.reason()).isEqualTo("127.0.0.1 is not done yet.");
        assertThat(service.asked.getLast().target()).isEqualTo("/records/a%2F1");

        service.reply("/records/a/1", Reply.json(503, ""));
        context.clock = Clock.fixed(NOW.plusSeconds(5), ZoneOffset.UTC);
        waiting = context.waits(action(), input);
        assertThat(waiting.reason()).contains("can't be asked: 127.0.0.1 answered with 503.");
        assertThat(waiting.expires()).isEqualTo(NOW.plus(Duration.ofHours(1)));

        service.reply(
                "/records/a/1", Reply.json(200, "{\"state\":\"ready\",\"fqdn\":\"o.example\"}"));
        assertThat(context.run(action(), input).text("fqdn")).contains("o.example");
        assertThat(service.asked).filteredOn(each -> each.method().equals("POST")).hasSize(1);

        service.reply("/records/a/1", Reply.json(200, "{\"state\":\"broken\",\"error\":\"full\"}"));
        failed(ErrorCode.UNPROCESSABLE, "127.0.0.1 could not do acme:dns:record: full");
    }

    @Test
    void theServiceCallsBack() throws Exception {
        declare("{}", "{by: callback, timeout: 2d}");
        service.reply("/records", Reply.json(202, ""));
        JsonObject input = JsonObject.of(Map.of("name", "orders"));

        Outcome.Waiting waiting = context.waits(action(), input);

        assertThat(waiting.wakeOn()).containsExactly("callback:" + TestContext.TASK + "/step");
        assertThat(waiting.checkAt()).isNull();
        assertThat(waiting.expires()).isEqualTo(NOW.plus(Duration.ofDays(2)));
        JsonObject callback = JsonObject.parse(service.asked.getFirst().body()).object("callback");
        assertThat(callback.text("url"))
                .contains(
                        "https://portico.example.com/api/tasks/"
                                + TestContext.TASK
                                + "/callback?step=step");
        assertThat(context.concealed).containsExactly(callback.text("token").orElseThrow());

        context.callback = JsonObject.of(Map.of("fqdn", "o.example"));
        assertThat(context.run(action(), input)).isEqualTo(context.callback);
        assertThat(service.asked).hasSize(1);

        context.callback = JsonObject.of(Map.of("error", "the zone is frozen"));
        failed(ErrorCode.UNPROCESSABLE, "could not do acme:dns:record: the zone is frozen");
    }

    @Test
    void aDryRunAsksNobody() throws Exception {
        declare("{}", "{by: response}");
        context.dryRun = true;

        assertThat(context.run(action(), JsonObject.EMPTY)).isEqualTo(JsonObject.EMPTY);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void hostsMustBeAllowed() {
        catalog.put(document("http://127.0.0.1:1/records", "{}", "{by: response}"));

        failed(ErrorCode.FORBIDDEN, "Calling 127.0.0.1:1 is not allowed");
    }

    @Test
    void aSecretThatIsNotThereIsNamed() {
        declare("{signedWith: other}", "{by: response}");

        failed(ErrorCode.INVALID_INPUT, "set portico.template.actions.secrets.other.secret");
        assertThat(service.asked).isEmpty();
    }

    @Test
    void documentsComeChangeAndGo() {
        assertThat(actions.actions()).isEmpty();
        declare("{}", "{by: response}");
        Action first = action();
        catalog.put(
                new Entity(
                        JsonObject.of(
                                Map.of(
                                        "kind",
                                        "Component",
                                        "metadata",
                                        Map.of("name", "x", "namespace", "default")))));
        assertThat(action()).isSameAs(first);

        declare("{}", "{by: callback}");
        assertThat(action()).isNotSameAs(first);

        catalog.remove(EntityRef.parse("action:default/dns-record"));
        assertThat(actions.actions()).isEmpty();
    }

    @Test
    void aDocumentThatCantBeUsedSaysSoWhenItIsRun() {
        declare("{}", "{by: poll, url: \"" + service.url() + "\", until: \"answer.\"}");
        failed(
                ErrorCode.INVALID_INPUT,
                "action:default/dns-record can't be used: The expression `answer.` is wrong");

        declare("{}", "{by: poll}");
        failed(ErrorCode.INVALID_INPUT, "so it needs url and until");

        declare("{timeout: soon}", "{by: response}");
        failed(ErrorCode.INVALID_INPUT, "'soon' of spec.request.timeout is no length of time");
        assertThat(action().info().description()).contains("can't be used");
    }

    private void failed(ErrorCode code, String message) {
        assertThatThrownBy(() -> context.run(action(), JsonObject.of(Map.of("name", "orders"))))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private Action action() {
        return actions.actions().getFirst();
    }

    private void declare(String request, String completion) {
        catalog.put(document(service.url() + "/records", request, completion));
    }

    private static Entity document(String url, String request, String completion) {
        return document(url, request, completion, "idempotent");
    }

    static Entity document(String url, String request, String completion, String repeat) {
        Object yaml =
                Yaml.read(
                        """
                        apiVersion: portico.dev/v1
                        kind: Action
                        metadata: {name: dns-record, namespace: default}
                        spec:
                          id: acme:dns:record
                          description: Makes a DNS record.
                          repeat: %s
                          input: {type: object, required: [name], properties: {name: {type: string}}}
                          output: {type: object, required: [fqdn], properties: {fqdn: {type: string}}}
                        """
                                .formatted(repeat));
        JsonObject entity = JsonObject.of((Map<?, ?>) yaml);
        JsonObject sent = JsonObject.of((Map<?, ?>) Yaml.read(request)).with("url", url);
        JsonObject spec =
                entity.object("spec")
                        .with("request", sent)
                        .with("completion", Yaml.read(completion));
        return new Entity(entity.with("spec", spec));
    }

    static DeclaredActionsConfig config() {
        Map<String, String> settings =
                Map.of(
                        "portico.template.actions.callback-url",
                        "https://portico.example.com",
                        "portico.template.actions.secrets.dns.secret",
                        SECRET);
        return new SmallRyeConfigBuilder()
                .withMapping(DeclaredActionsConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(DeclaredActionsConfig.class);
    }
}
