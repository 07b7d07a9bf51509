package dev.portico.template.action.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TestContext;
import dev.portico.template.action.http.LocalService.Reply;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHttpTest {
    private final LocalService service = new LocalService();
    private final TestContext context = new TestContext(Path.of("target"));
    private final Map<String, String> settings = new HashMap<>();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void pathsLeadToTheBase() throws Exception {
        settings.put("base-url", service.url() + "/api/");
        service.reply("/api/catalog/entities", Reply.json(200, "[{\"kind\":\"Location\"}]"));

        JsonObject output =
                context.run(
                        action(),
                        input("GET", "/catalog/entities?filter=spec.target=a")
                                .with(
                                        "params",
                                        JsonObject.EMPTY.with("limit", 2).with("q", "a b&c")));

        assertThat(service.asked.getFirst().target())
                .isEqualTo("/api/catalog/entities?filter=spec.target=a&limit=2&q=a+b%26c");
        assertThat(output.value("code")).isEqualTo(200L);
        assertThat(output.objects("body"))
                .containsExactly(JsonObject.of(Map.of("kind", "Location")));
        assertThat(output.object("headers").text("content-type")).contains("application/json");
        assertThat(context.logs)
                .containsExactly(
                        "GET " + service.url() + "/api/catalog/entities was answered with 200.");
    }

    @Test
    void proxiesHaveHeadersThatNoTemplateSees() throws Exception {
        settings.put("proxy.mygithub.target", service.url() + "/v3");
        settings.put("proxy.mygithub.headers.Authorization", "Bearer hunter2");
        service.reply("/v3/repos/a/b/pages", Reply.json(201, "{}"));

        context.run(
                action(),
                input("POST", "/proxy/mygithub/repos/a/b/pages")
                        .with("headers", Map.of("authorization", "mine", "X-Number", 7))
                        .with("body", Map.of("source", Map.of("branch", "main"))));

        LocalService.Asked asked = service.asked.getFirst();
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer hunter2")
                .containsEntry("x-number", "7")
                .containsEntry("content-type", "application/json");
        assertThat(asked.body()).isEqualTo("{\"source\":{\"branch\":\"main\"}}");
        assertThat(context.logs.toString()).doesNotContain("hunter2");
    }

    @Test
    void whatIsNoJsonStandsInMessage() throws Exception {
        settings.put("allowed-hosts", service.host());
        service.reply("/hello", new Reply(200, Map.of("Content-Type", "text/plain"), "hi"));

        JsonObject output =
                context.run(
                        action(),
                        input("POST", service.url() + "/hello").with("body", "just text"));

        assertThat(output.object("body")).isEqualTo(JsonObject.of(Map.of("message", "hi")));
        assertThat(service.asked.getFirst().body()).isEqualTo("just text");
        assertThat(service.asked.getFirst().headers()).doesNotContainKey("content-type");
    }

    @Test
    void aBadStatusFailsUnlessItIsWanted() throws Exception {
        settings.put("base-url", service.url());
        service.reply("/broken", Reply.json(503, "{\"error\":\"later\"}"));

        failed(
                ErrorCode.UPSTREAM_FAILED,
                "was answered with 503: {\"error\":\"later\"}",
                input("GET", "/broken"));
        failed(ErrorCode.UNPROCESSABLE, "was answered with 404", input("GET", "/gone"));
        assertThat(
                        context.run(
                                        action(),
                                        input("GET", "/broken").with("continueOnBadResponse", true))
                                .value("code"))
                .isEqualTo(503L);
    }

    @Test
    void redirectsAreNotFollowed() {
        settings.put("base-url", service.url());
        service.reply("/moved", new Reply(302, Map.of("Location", service.url() + "/secret"), ""));

        failed(ErrorCode.UNPROCESSABLE, "was answered with 302", input("GET", "/moved"));
        assertThat(service.asked).hasSize(1);
    }

    @Test
    void anAnswerHasALimit() {
        settings.put("base-url", service.url());
        service.reply("/large", new Reply(200, Map.of(), "x".repeat(1024 * 1024 + 1)));

        failed(ErrorCode.TOO_LARGE, "answers with more than 1024 KiB", input("GET", "/large"));
    }

    @Test
    void otherHostsAreNotCalled() {
        settings.put("base-url", service.url());

        failed(
                ErrorCode.FORBIDDEN,
                "Calling 169.254.169.254 is not allowed; to allow it, add it to"
                        + " portico.template.http.allowed-hosts.",
                input("GET", "http://169.254.169.254/latest/meta-data"));
        // the base is for paths alone
        failed(ErrorCode.FORBIDDEN, "is not allowed", input("GET", service.url() + "/x"));
        failed(
                ErrorCode.INVALID_INPUT,
                "no credentials",
                input("GET", "http://user:pw@" + service.host() + "/x"));
        assertThat(service.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proxy/one/../../admin",
                "/proxy/one/%2e%2e/%2E%2E/admin",
                "/proxy/one/..\\admin",
                "/proxy/one/%2e%2e%5cadmin"
            })
    void noPathLeadsOutOfItsTarget(String path) {
        settings.put("proxy.one.target", service.url() + "/only/this");

        assertThatThrownBy(() -> context.run(action(), input("GET", path)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("The path '" + path + "'");
        assertThat(service.asked).isEmpty();
    }

    @Test
    void aPathThatLeadsNowhereNamesTheSetting() {
        failed(
                ErrorCode.INVALID_INPUT,
                "set portico.template.http.base-url",
                input("GET", "/catalog/entities"));
        failed(
                ErrorCode.INVALID_INPUT,
                "set portico.template.http.proxy.grafana.target",
                input("GET", "/proxy/grafana/api"));
    }

    @Test
    void aDryRunSendsNothing() throws Exception {
        settings.put("base-url", service.url());
        context.dryRun = true;

        context.run(action(), input("DELETE", "/entities/1?token=hunter2"));

        assertThat(service.asked).isEmpty();
        assertThat(context.logs)
                .containsExactly("It would send DELETE to " + service.url() + "/entities/1.");
    }

    @Test
    void onlyReadingMayBeRepeated() {
        assertThat(action().repeat(input("GET", "/"))).isEqualTo(Repeat.IDEMPOTENT);
        assertThat(action().repeat(input("HEAD", "/"))).isEqualTo(Repeat.IDEMPOTENT);
        assertThat(List.of("POST", "PUT", "PATCH", "DELETE"))
                .allSatisfy(
                        method ->
                                assertThat(action().repeat(input(method, "/")))
                                        .isEqualTo(Repeat.UNSAFE));
        assertThat(action().info().repeat()).isEqualTo(Repeat.UNSAFE);
    }

    private void failed(ErrorCode code, String message, JsonObject input) {
        assertThatThrownBy(() -> context.run(action(), input))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static JsonObject input(String method, String path) {
        return JsonObject.of(Map.of("method", method, "path", path));
    }

    private RequestHttp action() {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("portico.template.http." + name, value));
        return new RequestHttp(
                new SmallRyeConfigBuilder()
                        .withMapping(HttpConfig.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withSources(new PropertiesConfigSource(named, "test", 100))
                        .build()
                        .getConfigMapping(HttpConfig.class));
    }
}
