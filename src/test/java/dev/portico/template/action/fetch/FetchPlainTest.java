package dev.portico.template.action.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.HttpReader;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Action;
import dev.portico.template.action.TestContext;
import dev.portico.test.SampleRepo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchPlainTest {
    @TempDir Path folder;

    private FetchFixture fetch;
    private TestContext context;

    @BeforeEach
    void start() throws Exception {
        fetch = new FetchFixture(folder);
        context = new TestContext(Files.createDirectories(folder.resolve("task/workspace")));
    }

    @AfterEach
    void stop() {
        fetch.close();
    }

    private void run(Action action, String url, String target) throws Exception {
        JsonObject input = JsonObject.of(Map.of("url", url));
        context.run(action, target == null ? input : input.with("targetPath", target));
    }

    private static void fails(ThrowingCallable run, ErrorCode code, String message) {
        assertThatThrownBy(run)
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(message)
                .extracting("code")
                .isEqualTo(code);
    }

    private SampleRepo templates() {
        return fetch.repo("acme/templates");
    }

    @Test
    void copiesAFolderAsItIs() throws Exception {
        byte[] binary = new byte[5000];
        new Random(1).nextBytes(binary);
        templates()
                .change()
                .put("service/skeleton/${{ values.name }}/a.txt", "${{ values.name }}")
                .executable("service/skeleton/run.sh", "#!/bin/sh\n")
                .put("service/skeleton/logo.png", binary)
                .link("service/skeleton/sub/link", "../run.sh")
                .submodule("service/skeleton/module")
                .put("service/template.yaml", "x")
                .commit();
        context.at(fetch.browse("acme/templates", "main", "service/"), null);
        context.file("out/run.sh", "old").file("out/other", "stays");

        run(fetch.plain(), "./skeleton", "out");

        assertThat(context.paths())
                .containsExactly(
                        "out/",
                        "out/${{ values.name }}/",
                        "out/${{ values.name }}/a.txt",
                        "out/logo.png",
                        "out/other",
                        "out/run.sh",
                        "out/sub/",
                        "out/sub/link");
        assertThat(context.content("out/${{ values.name }}/a.txt")).isEqualTo("${{ values.name }}");
        Path out = context.workspace().root().resolve("out");
        assertThat(out.resolve("logo.png")).hasBinaryContent(binary);
        assertThat(out.resolve("run.sh")).hasContent("#!/bin/sh\n").isExecutable();
        assertThat(Files.isExecutable(out.resolve("logo.png"))).isFalse();
        assertThat(Files.readSymbolicLink(out.resolve("sub/link"))).hasToString("../run.sh");
    }

    @Test
    void pathsAreRelativeToTheTemplateInItsRepository() throws Exception {
        templates().change().put("a/x", "1").put("b/c/y", "2").put("b/c/z", "3").commit();
        context.at(fetch.browse("acme/templates", "main", "b/"), null);
        run(fetch.plain(), "../a", null);
        run(fetch.plain(), "/b/c", "c");
        run(fetch.plain(), ".", "all");
        run(fetch.plainFile(), "c/z", "one");
        assertThat(context.paths())
                .containsExactly(
                        "all/", "all/c/", "all/c/y", "all/c/z", "c/", "c/y", "c/z", "one", "x");
        fails(
                () -> run(fetch.plain(), "../../other", null),
                ErrorCode.FORBIDDEN,
                "The address '../../other' leads out of the repository of the template.");
        fails(
                () -> run(fetch.plain(), "./nope", null),
                ErrorCode.NOT_FOUND,
                "There is no folder 'b/nope' in " + fetch.server.url("acme/templates") + ".");
        fails(
                () -> run(fetch.plainFile(), "c", "x"),
                ErrorCode.NOT_FOUND,
                "There is no file 'b/c' in");
    }

    @Test
    void aBranchMayHaveSlashes() throws Exception {
        SampleRepo repo = templates();
        repo.commit("svc/a", "main");
        String commit = repo.on("feature/x").commit("svc/a", "feature");
        context.at(fetch.browse("acme/templates", "feature/x", "svc/"), null);
        run(fetch.plain(), "./", null);
        assertThat(context.content("a")).isEqualTo("feature");
        context.at(fetch.browse("acme/templates", "feature/x", "svc/"), commit);
        run(fetch.plain(), "./", "again");
        assertThat(context.content("again/a")).isEqualTo("feature");
    }

    @Test
    void isReadAtTheCommitOfTheTemplate() throws Exception {
        SampleRepo repo = templates();
        String commit = repo.commit("svc/a", "old");
        context.at(fetch.browse("acme/templates", "main", "svc/"), commit);
        run(fetch.plain(), "./", null);
        repo.commit("svc/a", "new");
        fetch.server.requests().clear();
        run(fetch.plain(), "./", "again");
        assertThat(context.content("again/a")).isEqualTo("old");
        assertThat(fetch.server.requests()).as("the host is not asked").isEmpty();
    }

    @Test
    void aCommitThatIsGoneIsNotMissed() throws Exception {
        templates().commit("svc/a", "new");
        context.at(fetch.browse("acme/templates", "main", "svc/"), "1".repeat(40));
        run(fetch.plain(), "./", null);
        assertThat(context.content("a")).isEqualTo("new");
    }

    @Test
    void absoluteAddresses() throws Exception {
        SampleRepo repo = fetch.repo("acme/other");
        repo.change().put("a/x", "1").put("y", "2").commit();
        run(fetch.plain(), fetch.browse("acme/other", "main", "a"), "tree");
        run(fetch.plain(), fetch.server.url("acme/other"), "whole");
        run(fetch.plainFile(), fetch.browse("acme/other", "main", "a/x"), "file");
        assertThat(context.paths())
                .containsExactly(
                        "file", "tree/", "tree/x", "whole/", "whole/a/", "whole/a/x", "whole/y");
        fails(
                () -> run(fetch.plain(), "https://elsewhere.example/acme/x", null),
                ErrorCode.FORBIDDEN,
                "Calling elsewhere.example is not allowed");
        fails(
                () -> run(fetch.plain(), "./relative", null),
                ErrorCode.INVALID_INPUT,
                "The address './relative' is relative, but it is not known where the template was"
                        + " read.");
        fails(
                () -> run(fetch.plain(), "ftp://x/y", null),
                ErrorCode.INVALID_INPUT,
                "'ftp://x/y' is not an http or https address.");
    }

    @Test
    void aTokenOfTheStepGoesBeforeThatOfTheHost() throws Exception {
        fetch.repo("acme/secret").commit("a/x", "1");
        fetch.server.requireToken("t0p");
        String url = fetch.browse("acme/secret", "main", "a");
        fails(() -> run(fetch.plain(), url, null), ErrorCode.UPSTREAM_FAILED, "wants a token");
        JsonObject input = JsonObject.of(Map.of("url", url, "token", "t0p"));
        context.run(fetch.plain(), input);
        assertThat(context.content("x")).isEqualTo("1");
        // what one may see is not for others, although it is on this machine now
        fails(() -> run(fetch.plain(), url, null), ErrorCode.UPSTREAM_FAILED, "wants a token");
        fails(
                () -> context.run(fetch.plain(), input.with("token", "wrong")),
                ErrorCode.UPSTREAM_FAILED,
                "refuses the token of the step");
    }

    @Test
    void aFileOnAWebServer() throws Exception {
        HttpServer web =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        web.start();
        String authority = "127.0.0.1:" + web.getAddress().getPort();
        try (HttpReader http =
                new HttpReader(OutgoingPolicy.of(List.of(authority)), Duration.ofSeconds(5))) {
            FetchOrigin origin = new FetchOrigin(fetch.repositories, http, List::of);
            run(new FetchPlainFile(origin), "http://" + authority + "/a.txt", "a");
            assertThat(context.content("a")).isEqualTo("/a.txt");
            context.at("http://" + authority + "/t/template.yaml", null);
            run(new FetchPlainFile(origin), "b.txt", "b");
            assertThat(context.content("b")).isEqualTo("/t/b.txt");
            fails(
                    () -> run(new FetchPlain(origin), "x", null),
                    ErrorCode.INVALID_INPUT,
                    "is no address of a folder on a Git host");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aPlainFolderOfASource() throws Exception {
        Path source = folder.resolve("catalog");
        Files.createDirectories(source.resolve("templates/svc/skeleton/empty"));
        Files.writeString(source.resolve("templates/svc/skeleton/a"), "1");
        Files.createDirectories(source.resolve("shared"));
        Files.writeString(source.resolve("shared/b"), "2");
        Files.writeString(folder.resolve("secret"), "no");
        Files.createSymbolicLink(source.resolve("shared/out"), folder);
        fetch.sources.add(source);
        context.at("file://" + source + "/templates/svc/", null);
        run(fetch.plain(), "./skeleton", null);
        run(fetch.plainFile(), "../../shared/b", "b");
        assertThat(context.paths()).containsExactly("a", "b", "empty/");
        for (String out : List.of("../../../secret", "../../shared/out/secret")) {
            fails(
                    () -> run(fetch.plainFile(), out, "s"),
                    ErrorCode.FORBIDDEN,
                    "The address '" + out + "' leads out of " + source + ".");
        }
    }

    @Test
    void aRepositoryOnThisMachine() throws Exception {
        SampleRepo repo = SampleRepo.create(folder.resolve("local.git"));
        String commit = repo.commit("svc/skeleton/a", "1");
        repo.commit("svc/skeleton/a", "2");
        fetch.sources.add(repo.folder());
        context.at("file://" + repo.folder() + "/svc/", null);
        run(fetch.plain(), "./skeleton", "now");
        context.at("file://" + repo.folder() + "/svc/", commit);
        run(fetch.plain(), "/svc/skeleton", "then");
        assertThat(context.content("now/a")).isEqualTo("2");
        assertThat(context.content("then/a")).isEqualTo("1");
        fails(
                () -> run(fetch.plain(), "../../x", null),
                ErrorCode.FORBIDDEN,
                "leads out of the repository of the template");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/hostname", "file:/etc/hostname"})
    void filesOfThisMachineAreNotRead(String url) {
        context.at("file:///etc/", null);
        fails(
                () -> run(fetch.plainFile(), url, "x"),
                ErrorCode.FORBIDDEN,
                "is a file of this machine");
        fails(
                () -> run(fetch.plainFile(), "hostname", "x"),
                ErrorCode.FORBIDDEN,
                "The template says it was read at /etc, which is in the folder of no source");
        context.dryRun = true;
        fails(() -> run(fetch.plainFile(), "hostname", "x"), ErrorCode.FORBIDDEN, "of no source");
    }

    @Test
    void aDryRunReadsTheFilesItWasGiven() throws Exception {
        Path given = Files.createDirectories(folder.toRealPath().resolve("task/template"));
        Files.createDirectories(given.resolve("skeleton"));
        Files.writeString(given.resolve("skeleton/a"), "1");
        context.at(given.toUri().toString(), null);
        fails(() -> run(fetch.plain(), "./skeleton", null), ErrorCode.FORBIDDEN, "of no source");
        context.dryRun = true;
        run(fetch.plain(), "./skeleton", null);
        assertThat(context.content("a")).isEqualTo("1");
        fails(() -> run(fetch.plain(), "..", null), ErrorCode.FORBIDDEN, "leads out of");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        templates().change().put("a/big", new byte[FetchFixture.FILE_LIMIT + 1]).commit();
        context.at(fetch.browse("acme/templates", "main", ""), null);
        fails(
                () -> run(fetch.plain(), "a", null),
                ErrorCode.TOO_LARGE,
                "the limit for one file is");
        fails(
                () -> run(fetch.plainFile(), "a/big", "b"),
                ErrorCode.TOO_LARGE,
                "the limit for one file");
    }

    @Test
    void targetsStayInTheWorkspace() throws Exception {
        templates().commit("a/x", "1");
        context.at(fetch.browse("acme/templates", "main", ""), null);
        fails(
                () -> run(fetch.plain(), "a", "../out"),
                ErrorCode.INVALID_INPUT,
                "leads out of the workspace");
        fails(() -> run(fetch.plainFile(), "a/x", "/tmp/x"), ErrorCode.INVALID_INPUT, "leads out");
        context.file("file", "");
        fails(
                () -> run(fetch.plain(), "a", "file"),
                ErrorCode.INVALID_INPUT,
                "The target 'file' is a file; a folder was expected.");
    }

    @Test
    void linksStayInTheWorkspace() throws Exception {
        templates()
                .change()
                .link("up/in/l", "../../../x")
                .link("abs/l", "/etc/passwd")
                .link("ok/in/l", "../other")
                .link("chain/a/b/up", "../..")
                .link("chain/a/b/z", "up/../..")
                .commit();
        context.at(fetch.browse("acme/templates", "main", ""), null);
        fails(
                () -> run(fetch.plain(), "up", "t"),
                ErrorCode.INVALID_INPUT,
                "The symbolic link 't/in/l' leads to '../../../x', out of the workspace of the task.");
        fails(
                () -> run(fetch.plain(), "abs", "t"),
                ErrorCode.INVALID_INPUT,
                "out of the workspace");
        fails(
                () -> run(fetch.plain(), "chain", null),
                ErrorCode.INVALID_INPUT,
                "leads out of the workspace");
        run(fetch.plain(), "ok", "ok");
        assertThat(Files.readSymbolicLink(context.workspace().root().resolve("ok/in/l")))
                .hasToString("../other");
    }
}
