package dev.portico.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the check of answers finds, shown with a server that answers wrongly.
class OpenApiCorpusTest {
    private final OpenApiAnswers api = OpenApiAnswers.of("openapi-search.json", "/api/search");
    private HttpServer server;
    private int status = 200;
    private String body = "{}";

    @BeforeEach
    void start() throws IOException {
        api.assumeThere();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    try (exchange) {
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void anAnswerThatFitsCountsAsSuccess() {
        assertThat(api.withoutSuccess()).containsExactly("GET /query");
        body =
                """
                {"results": [{"type": "software-catalog", "document": {"title": "Orders"}, "rank": 1}]}
                """;

        ask("/api/search/query?term=orders");

        assertThat(api.withoutSuccess()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsTold() {
        body = "{\"results\": [{\"document\": {}, \"rank\": \"first\"}]}";

        assertThatThrownBy(() -> ask("/api/search/query"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /query answered 200")
                .hasMessageContaining("required property 'type' not found")
                .hasMessageContaining("integer expected");
        assertThat(api.withoutSuccess()).containsExactly("GET /query");
    }

    @Test
    void anErrorHasTheDefaultBody() {
        status = 400;
        body = "{\"error\": {\"name\": \"InputError\"}}";

        assertThatThrownBy(() -> ask("/api/search/query"))
                .hasMessageContaining("GET /query answered 400")
                .hasMessageContaining("required property 'message' not found")
                .hasMessageContaining("required property 'request' not found");
    }

    @Test
    void aPathThatIsNotDescribedFails() {
        assertThatThrownBy(() -> ask("/api/search/index"))
                .hasMessageContaining("openapi-search.json has no operation GET /index");
    }

    private void ask(String path) {
        given().filter(api).get("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
