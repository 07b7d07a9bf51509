package dev.portico.template.action.git;

import static dev.portico.template.action.git.HostFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.RepoUrl;
import dev.portico.template.action.Outcome.Waiting;
import dev.portico.template.action.WakeKeys;
import dev.portico.test.RealGitea;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The actions for Gitea with a real one.
@Tag("real")
@ExtendWith(RealGitea.class)
class GiteaActionsTest {
    private static int count;

    @TempDir private Path folder;
    private final RealGitea.Server gitea;
    private HostFixture at;
    private String name;

    GiteaActionsTest(RealGitea.Server gitea) {
        this.gitea = gitea;
    }

    @BeforeEach
    void start() {
        name = "published" + count++;
        at = new HostFixture(folder, GitHostKind.GITEA, URI.create(gitea.url()), gitea.token());
    }

    @AfterEach
    void stop() {
        at.close();
    }

    private JsonObject input(String more) {
        return JsonObject.parse(
                "{\"repoUrl\": \""
                        + gitea.authority()
                        + "?owner=acme&repo="
                        + name
                        + "\""
                        + more
                        + "}");
    }

    private String tip(String branch) {
        return gitea.call("GET", "/repos/acme/" + name + "/branches/" + branch, Map.of())
                .object("commit")
                .text("id")
                .orElseThrow();
    }

    private JsonObject openRequest(String branch) throws Exception {
        at.context.file("file-of-" + branch, "text");
        at.context.noted.clear();
        return at.context.run(
                new PublishGiteaPullRequest(at.requests),
                input(", \"title\": \"Add it\", \"branchName\": \"" + branch + "\""));
    }

    @Test
    void publishesOnceWhereverItIsCutOff() throws Exception {
        PublishGitea action = new PublishGitea(at.publishing);

        JsonObject output = at.context.run(action, input(""));

        assertThat(output.text("commitHash")).hasValue(tip("main"));
        assertThat(output.text("remoteUrl")).hasValue(gitea.repositoryUrl(name) + ".git");
        at.context.noted.remove("repository");
        assertThat(at.context.run(action, input(""))).isEqualTo(output);
        at.context.noted.clear();
        assertThat(failure(() -> at.context.run(action, input(""))).code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void opensAPullRequestAndIsToldOfItsMerge() throws Exception {
        at.context.run(new PublishGitea(at.publishing), input(""));
        BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    JsonObject body = JsonObject.parse(exchange.getRequestBody().readAllBytes());
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                    if (body.text("action").filter("closed"::equals).isPresent()) {
                        told.add(body);
                    }
                });
        receiver.start();
        try {
            gitea.call(
                    "POST",
                    "/repos/acme/" + name + "/hooks",
                    Map.of(
                            "type",
                            "gitea",
                            "active",
                            true,
                            "events",
                            List.of("pull_request"),
                            "config",
                            Map.of(
                                    "url",
                                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/",
                                    "content_type",
                                    "json")));
            JsonObject request = openRequest("one");
            WaitPullRequest action = new WaitPullRequest(at.publishing);
            JsonObject waitFor =
                    JsonObject.EMPTY.with(
                            "pullRequestUrl", request.text("remoteUrl").orElseThrow());
            Waiting waiting = (Waiting) action.run(waitFor, at.context);

            merge(request);
            long merged = System.nanoTime();
            JsonObject event = told.poll(30, TimeUnit.SECONDS);

            assertThat(event).isNotNull();
            System.out.printf(
                    "The merge of a pull request was told %d ms after it%n",
                    (System.nanoTime() - merged) / 1_000_000);
            String cloned = event.object("repository").text("clone_url").orElseThrow();
            assertThat(waiting.wakeOn())
                    .containsExactly(
                            WakeKeys.pullRequest(
                                    RepoUrl.parse(cloned).pushKey(), (Long) event.value("number")));
            JsonObject output = at.context.run(action, waitFor);
            assertThat(output.text("commit")).hasValue(tip("main"));
            assertThat(output.text("mergedBy")).hasValue("root1");
            assertThat(output.text("targetBranchName")).hasValue("main");
        } finally {
            receiver.stop(0);
        }
    }

    private void merge(JsonObject request) {
        String path =
                "/repos/acme/" + name + "/pulls/" + request.value("pullRequestNumber") + "/merge";
        // while Gitea still looks whether it can be merged, it answers 405
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(
                        () -> {
                            gitea.call("POST", path, Map.of("Do", "merge"));
                            return true;
                        });
    }

    @Test
    void opensAPullRequestOnceAndFailsWhenItIsClosed() throws Exception {
        at.context.run(new PublishGitea(at.publishing), input(""));
        JsonObject request = openRequest("two");

        at.context.noted.remove("pull-request");
        JsonObject again =
                at.context.run(
                        new PublishGiteaPullRequest(at.requests),
                        input(", \"title\": \"Add it\", \"branchName\": \"two\""));

        assertThat(again).isEqualTo(request);
        gitea.call(
                "PATCH",
                "/repos/acme/" + name + "/pulls/" + request.value("pullRequestNumber"),
                Map.of("state", "closed"));
        assertThat(
                        failure(
                                () ->
                                        at.context.run(
                                                new WaitPullRequest(at.publishing),
                                                JsonObject.EMPTY
                                                        .with(
                                                                "repoUrl",
                                                                gitea.authority()
                                                                        + "?owner=acme&repo="
                                                                        + name)
                                                        .with(
                                                                "pullRequestNumber",
                                                                request.value(
                                                                        "pullRequestNumber")))))
                .hasMessageContaining("was closed without being merged");
    }

    @Test
    void saysWhatATokenThatMayOnlyReadMayNot() throws Exception {
        HostFixture reader =
                new HostFixture(
                        folder.resolve("reader"),
                        GitHostKind.GITEA,
                        URI.create(gitea.url()),
                        gitea.createToken("reader" + name));
        try (reader) {
            assertThat(
                            failure(
                                    () ->
                                            reader.context.run(
                                                    new PublishGitea(reader.publishing),
                                                    input(""))))
                    .hasMessageContaining("portico.source.git.hosts.test.token");
        }
    }
}
