package dev.portico.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.YamlParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plays the jobs of `docs/ci` with what their providers give them, against a provider and a
/// Portico that stand in: each must send claims that can be read, with the token it was given.
class CiDocsTest {
    private static final Path DOCS = Path.of("docs", "ci");
    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");

    @TempDir private Path folder;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String url;
    private volatile int status = 200;

    private record Asked(String line, String authorization, String type, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path claims = Files.createDirectories(folder.resolve(".portico")).resolve("claims.json");
        var example = JSON.matcher(Files.readString(DOCS.resolve("README.md")));
        assertThat(example.find()).isTrue();
        Files.writeString(claims, example.group(1));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(
                new Asked(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                        new String(body, StandardCharsets.UTF_8)));
        boolean issuer = exchange.getRequestURI().getPath().equals("/token");
        byte[] answer =
                (issuer ? "{\"count\": 1, \"value\": \"job.jwt.token\"}" : "{\"claims\": []}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(issuer ? 200 : status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void theWorkflowOfGithubAsksForATokenAndClaims() throws Exception {
        JsonObject workflow = yaml("github.yaml");
        String script =
                workflow.object("jobs")
                        .object("claim")
                        .objects("steps")
                        .getLast()
                        .text("run")
                        .orElseThrow();
        Map<String, String> given =
                Map.of(
                        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                        "runner",
                        "ACTIONS_ID_TOKEN_REQUEST_URL",
                        url + "/token?api-version=2.0");

        assertThat(workflow.object("permissions").text("id-token")).contains("write");
        assertThat(run(script, given)).isZero();
        assertThat(asked.getFirst().line()).isEqualTo("GET /token?api-version=2.0&audience=" + url);
        assertThat(asked.getFirst().authorization()).isEqualTo("Bearer runner");
        assertClaimed("Bearer job.jwt.token");
        status = 422;
        assertThat(run(script, given)).isNotZero();
    }

    @Test
    void theJobOfGitlabClaimsWithItsToken() throws Exception {
        JsonObject job = yaml("gitlab.yaml").object("portico-claim");
        String script = String.join("\n", job.texts("script"));
        Map<String, String> given = Map.of("PORTICO_TOKEN", "gitlab.jwt.token");

        assertThat(job.object("id_tokens").object("PORTICO_TOKEN").text("aud"))
                .isEqualTo(job.object("variables").text("PORTICO_URL"));
        assertThat(run(script, given)).isZero();
        assertClaimed("Bearer gitlab.jwt.token");
        status = 422;
        assertThat(run(script, given)).isNotZero();
    }

    private void assertClaimed(String authorization) {
        Asked claim = asked.getLast();
        assertThat(claim.line()).isEqualTo("PUT /api/catalog/claims");
        assertThat(claim.authorization()).isEqualTo(authorization);
        assertThat(claim.type()).isEqualTo("application/json");
        List<ClaimRequest> requests = new ArrayList<>();
        for (Object each : (List<?>) JsonValues.parse(claim.body())) {
            requests.add(ClaimRequest.parse(JsonObject.of((Map<?, ?>) each)));
        }
        assertThat(requests)
                .containsExactly(
                        new ClaimRequest(
                                "component:default/orders",
                                Map.of(
                                        "owner", List.of("group:default/payments"),
                                        "tier", List.of("1")),
                                null,
                                null,
                                null,
                                null));
    }

    private static JsonObject yaml(String file) throws IOException {
        return YamlParser.parse(Files.readAllBytes(DOCS.resolve(file)))
                .documents()
                .getFirst()
                .value()
                .orElseThrow();
    }

    private int run(String script, Map<String, String> given)
            throws IOException, InterruptedException {
        boolean curl =
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "curl")));
        if (!curl) {
            System.out.println("CiDocsTest skipped: there is no curl.");
        }
        Assumptions.assumeTrue(curl);
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", script);
        builder.directory(folder.toFile());
        builder.environment().putAll(given);
        builder.environment().put("PORTICO_URL", url);
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
