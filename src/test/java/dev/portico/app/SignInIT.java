package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program where other machines reach it: from the first start to the first token.
class SignInIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("/sign-in/link\\?secret=([0-9A-Za-z]{43})");
    private static final String WHO =
            JsonObject.of(Map.of("query", "{ viewer { name admin } }")).toJson();

    @TempDir private static Path folder;

    private static String who(ServerProcess program, String... headers)
            throws IOException, InterruptedException {
        JsonObject viewer =
                JsonObject.parse(program.send("POST", "/graphql", WHO, headers).body())
                        .object("data")
                        .object("viewer");
        return viewer.text("name").orElse("") + " " + viewer.value("admin");
    }

    /// What a command of the program prints.
    private static String run(Programs programs, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dportico.data-dir=" + programs.data("data"));
        command.add("-jar");
        command.add(
                Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String secret(String text) {
        Matcher link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    private static HttpResponse<String> use(ServerProcess program, String secret)
            throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            return browser.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:" + program.port() + "/sign-in/link"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("secret=" + secret))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /// A collector of OpenTelemetry; what it is sent is protobuf, with texts as they are.
    private static HttpServer collector(List<String> logs) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/logs",
                exchange -> {
                    try (exchange) {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        logs.add(new String(body, StandardCharsets.ISO_8859_1));
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        server.start();
        return server;
    }

    @Test
    void theFirstAdminGetsInAndMakesAToken() throws Exception {
        List<String> logs = new CopyOnWriteArrayList<>();
        HttpServer collector = collector(logs);
        try (Programs programs = new Programs(folder)) {
            ServerProcess program =
                    programs.on("data")
                            .with("quarkus.http.host", "0.0.0.0")
                            .with(
                                    "portico.access.audit-otlp.url",
                                    "http://127.0.0.1:%d/v1/logs"
                                            .formatted(collector.getAddress().getPort()))
                            .start();
            assertThat(who(program)).isEqualTo("anonymous false");
            assertThat(who(program, "Portico-User", "user:default/ann"))
                    .isEqualTo("anonymous false");
            await().atMost(SOON).until(() -> LINK.matcher(Files.readString(program.log())).find());
            String first = secret(Files.readString(program.log()));

            HttpResponse<String> in = use(program, first);
            assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
            String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
            assertThat(who(program, "Cookie", cookie.replaceFirst(";.*", "")))
                    .isEqualTo("local true");
            assertThat(use(program, first).statusCode()).isEqualTo(401);
            assertThat(use(program, secret(run(programs, "admin-link"))).statusCode())
                    .isEqualTo(303);

            String made = run(programs, "token", "create", "ci", "--as", "service:ci");
            String token =
                    made.lines()
                            .filter(line -> line.startsWith("portico_"))
                            .findFirst()
                            .orElseThrow();
            assertThat(who(program, "Authorization", "Bearer " + token))
                    .isEqualTo("service:ci false");
            String listed = run(programs, "token");
            assertThat(listed).contains("service:ci").doesNotContain(token);
            run(programs, "token", "revoke", listed.strip().split(" ")[0]);
            assertThat(
                            program.send(
                                            "GET",
                                            "/api/sources",
                                            null,
                                            "Authorization",
                                            "Bearer " + token)
                                    .statusCode())
                    .isEqualTo(401);
            await().atMost(SOON)
                    .until(
                            () ->
                                    logs.stream()
                                            .anyMatch(log -> log.contains("portico.token.manage")));
            assertThat(logs).allMatch(log -> log.contains("portico.audit"));
        } finally {
            collector.stop(0);
        }
    }
}
