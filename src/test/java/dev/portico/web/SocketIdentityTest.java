package dev.portico.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.access.SignIn;
import dev.portico.access.Tokens;
import dev.portico.access.Viewer;
import dev.portico.platform.json.JsonObject;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Who speaks over a web socket: by the header of its request, by a cookie, or by the first
/// message.
@QuarkusTest
@TestProfile(SignInPageTest.WithProvider.class)
class SocketIdentityTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Inject Tokens tokens;
    @Inject SignIn signIn;

    private String token() {
        return tokens.create(
                        new Tokens.Wanted("socket", "service:listener", List.of("catalog.*"), null),
                        Viewer.LOCAL)
                .text()
                .value();
    }

    private String who(Map<String, String> headers, Map<String, ?> payload) {
        List<JsonObject> received = ask(headers, payload, "{ viewer { name } }");
        return received.get(1)
                .object("payload")
                .object("data")
                .object("viewer")
                .text("name")
                .orElseGet(() -> received.toString());
    }

    /// What comes back until the answer, or until the other side ends it.
    private List<JsonObject> ask(
            Map<String, String> headers, Map<String, ?> payload, String query) {
        List<JsonObject> received = new CopyOnWriteArrayList<>();
        URI url = URI.create(endpoint.toString().replaceFirst("^http", "ws"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket.Builder builder =
                    client.newWebSocketBuilder().subprotocols("graphql-transport-ws");
            headers.forEach(builder::header);
            WebSocket socket = builder.buildAsync(url, new Listener(received)).join();
            try {
                send(socket, Map.of("type", "connection_init", "payload", payload));
                await().atMost(SOON).until(() -> !received.isEmpty() || socket.isInputClosed());
                if (socket.isInputClosed()) {
                    return received;
                }
                send(
                        socket,
                        Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", query)));
                await().atMost(SOON).until(() -> received.size() > 1 || socket.isInputClosed());
                return received;
            } finally {
                socket.abort();
                client.shutdownNow();
            }
        }
    }

    private static void send(WebSocket socket, Map<String, ?> message) {
        socket.sendText(JsonObject.of(message).toJson(), true).join();
    }

    private record Listener(List<JsonObject> received) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(JsonObject.parse(data.toString()));
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }

    @Test
    void byTheHeaderOrTheFirstMessageOrACookie() {
        assertThat(who(Map.of(), Map.of())).isEqualTo("anonymous");
        assertThat(who(Map.of("Authorization", "Bearer " + token()), Map.of()))
                .isEqualTo("service:listener");
        assertThat(who(Map.of(), Map.of("Authorization", "Bearer " + token())))
                .isEqualTo("service:listener");
        String secret = signIn.createAdminLink(Viewer.LOCAL).url().getQuery().substring(7);
        String cookie =
                given().redirects()
                        .follow(false)
                        .formParam("secret", secret)
                        .post("/sign-in/link")
                        .getCookie(SignIn.COOKIE);
        assertThat(who(Map.of("Cookie", SignIn.COOKIE + "=" + cookie), Map.of()))
                .isEqualTo("local");
    }

    @Test
    void aTokenThatIsNoneAnswersNothing() {
        List<JsonObject> received =
                ask(
                        Map.of(),
                        Map.of("Authorization", "Bearer portico_nonsense"),
                        "{ viewer { name } }");
        assertThat(received.toString()).doesNotContain("connection_ack", "\"data\"");
    }

    @Test
    void nobodySubscribesToChanges() {
        List<JsonObject> received = ask(Map.of(), Map.of(), "subscription { changes { ref } }");
        assertThat(received.get(1).toJson()).contains("UNAUTHENTICATED");
    }
}
