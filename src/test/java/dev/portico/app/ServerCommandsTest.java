package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The commands against a server that answers as ours does.
class ServerCommandsTest {
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                    requests.add(request);
                    Answer answer =
                            answers.getOrDefault(request, new Answer(404, "<html>nothing</html>"));
                    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            answer.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whyPrintsReasonsAndExitsWithOneForWhatIsNotThere() {
        answers.put(
                "GET /api/why?ref=component%3Adefault%2Forders",
                new Answer(
                        200,
                        """
                        {"ref":"component:default/orders","present":false,"reasons":[
                          {"code":"invalid","message":"spec.owner is missing.","source":"git:/acme",
                           "position":{"file":"catalog-info.yaml","line":7}}]}
                        """));

        int exitCode = run("why", "component:default/orders", "--server", url);

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString())
                .isEqualTo(
                        """
                        component:default/orders is not in the catalog.
                          invalid: spec.owner is missing. (catalog-info.yaml:7) [git:/acme]
                        """);
    }

    @Test
    void sourcesListsStateCountsErrorsAndWhatIsHeld() {
        answers.put(
                "GET /api/sources",
                new Answer(
                        200,
                        """
                        {"sources":[{"name":"git:/acme","state":"held","entities":12,"rejectionCount":1,
                         "error":"The host is away.","held":{"total":25,"refs":[]}}]}
                        """));

        assertThat(run("sources", "--server", url)).isZero();
        assertThat(out.toString())
                .contains("held            12 entities     1 kept out  git:/acme")
                .contains("The host is away.")
                .contains("25 removals are held")
                .contains("./portico sources show 'git:/acme'");
    }

    @Test
    void showTellsEveryProblemOfASource() {
        answers.put(
                "GET /api/sources/git%3A%2Facme",
                new Answer(
                        200,
                        """
                        {"name":"git:/acme","state":"ready","entities":12,"rejectionCount":1,
                         "problems":[{"code":"target-missing","message":"There is no file b.yaml.",
                           "position":{"file":"a.yaml","line":9}}],
                         "rejections":[{"problems":[{"code":"missing-field",
                           "message":"The field spec.owner is missing.",
                           "position":{"file":"c.yaml","line":6}}]}]}
                        """));

        assertThat(run("sources", "show", "git:/acme", "--server", url)).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        ready           12 entities     1 kept out  git:/acme
                          a.yaml:9: target-missing: There is no file b.yaml.
                          c.yaml:6: missing-field: The field spec.owner is missing.
                        """);
    }

    @Test
    void confirmShowsTheListAndRemovesWithYes() {
        held();
        answers.put(
                "POST /api/sources/git%3A%2Facme/removals/confirm",
                new Answer(200, "{\"removed\":2}"));

        assertThat(run("sources", "confirm", "git:/acme", "--yes", "--server", url)).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        2 entities would be removed:
                          component:default/a
                          component:default/b
                        2 entities were removed.
                        """);
    }

    @Test
    void confirmRemovesNothingWithoutATerminalToAsk() {
        held();

        assertThat(run("sources", "confirm", "git:/acme", "--server", url)).isEqualTo(1);
        assertThat(err.toString()).contains("add --yes");
        assertThat(requests).containsExactly("GET /api/sources/git%3A%2Facme");
    }

    @Test
    void rejectAndRefreshAskTheServer() {
        answers.put("POST /api/sources/git%3A%2Facme/removals/reject", new Answer(204, ""));
        answers.put("POST /api/sources/git%3A%2Facme/refresh", new Answer(202, ""));

        assertThat(run("sources", "reject", "git:/acme", "--server", url)).isZero();
        assertThat(run("sources", "refresh", "git:/acme", "--server", url)).isZero();
        assertThat(requests).hasSize(2);
    }

    @Test
    void repeatsTheServersSentenceAndSaysWhenItIsNoneOfOurs() {
        answers.put(
                "GET /api/sources/none",
                new Answer(404, "{\"detail\":\"There is no source named 'none'.\"}"));

        assertThat(run("sources", "confirm", "none", "--server", url)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("portico: There is no source named 'none'.\n");

        assertThat(run("sources", "--server", url)).isEqualTo(1);
        assertThat(err.toString()).contains("answered 404").contains("--server");
    }

    @Test
    void saysThatTheServerDoesNotAnswer() {
        server.stop(0);

        assertThat(run("sources", "--server", url)).isEqualTo(1);
        assertThat(err.toString()).contains("The server at " + url + " does not answer");
    }

    private void held() {
        answers.put(
                "GET /api/sources/git%3A%2Facme",
                new Answer(
                        200,
                        """
                        {"name":"git:/acme","held":{"total":2,
                         "refs":["component:default/a","component:default/b"]}}
                        """));
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private record Answer(int status, String body) {}
}
