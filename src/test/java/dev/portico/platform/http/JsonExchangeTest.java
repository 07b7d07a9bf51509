package dev.portico.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.JsonExchange.Answer;
import dev.portico.platform.http.JsonExchange.Call;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.StandIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonExchangeTest {
    private final StandIn other = new StandIn();
    private final JsonExchange http =
            new JsonExchange(
                    OutgoingPolicy.of(List.of(other.authority())), Duration.ofSeconds(5), 1000);

    @AfterEach
    void stop() {
        http.close();
        other.close();
    }

    private Answer call(String method, String path) throws InterruptedException {
        return http.call(
                new Call(
                        method,
                        URI.create(other.url() + path),
                        Map.of("Authorization", "Bearer t"),
                        method.equals("GET") ? null : Map.of("a", 1)));
    }

    private static PorticoException failure(Call call, JsonExchange http) {
        PorticoException e = catchThrowableOfType(PorticoException.class, () -> http.call(call));
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void readsWhateverIsAnswered() throws Exception {
        other.on("GET /object", 200, "{\"a\": [1]}")
                .on("GET /list", 200, "[{\"a\": 1}, 2]")
                .on("GET /nothing", 204, "")
                .on("GET /page", 502, "<html>" + "x".repeat(900));

        assertThat(call("GET", "/object").object().list("a")).containsExactly(1L);
        assertThat(call("GET", "/list").objects()).containsExactly(JsonObject.parse("{\"a\": 1}"));
        assertThat(call("GET", "/nothing").json()).isNull();
        Answer page = call("GET", "/page");
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.text()).startsWith("<html>").hasSize(500);
        assertThat(page.object().isEmpty()).isTrue();
    }

    @Test
    void sendsJson() throws Exception {
        other.on("POST /", 201, "{}");

        call("POST", "/");

        assertThat(other.body("POST /").toJson()).isEqualTo("{\"a\":1}");
        assertThat(other.asked().getFirst().headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "application/json")
                .containsEntry("authorization", "Bearer t");
    }

    @Test
    void followsNoRedirect() throws Exception {
        other.on("GET /from", 302, "", Map.of("Location", other.url() + "/to"));

        assertThat(call("GET", "/from").status()).isEqualTo(302);
        assertThat(other.lines()).containsExactly("GET /from");
    }

    @Test
    void readsNoMoreThanTheLimit() {
        other.on("GET /", 200, "\"" + "x".repeat(2000) + "\"");

        PorticoException e =
                failure(new Call("GET", URI.create(other.url() + "/"), Map.of(), null), http);

        assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "file:///etc/passwd", "http:///x"})
    void callsNothingElse(String url) {
        assertThat(failure(new Call("GET", URI.create(url), Map.of(), null), http).code())
                .isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @Test
    void callsNoHostThatIsNotAllowed() {
        Call call = new Call("GET", URI.create("http://127.0.0.1:1/secret"), Map.of(), null);

        PorticoException e = failure(call, http);

        assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(e).hasMessageNotContaining("secret");
    }
}
