package dev.portico.app;

import static dev.portico.app.Programs.byName;
import static dev.portico.app.Programs.json;
import static dev.portico.test.SampleRepo.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.RealGitea;
import dev.portico.test.SampleRepo;
import dev.portico.test.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A real Gitea tells the packaged program of pushes; then its token and the repository go.
@Tag("real")
@ExtendWith(RealGitea.class)
class GiteaIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String REPOSITORY = "payments";
    private static final String MISSING = "metadata.annotations.'portico.dev/source-missing-since'";

    @TempDir private Path folder;
    private final RealGitea.Server gitea;
    private Programs programs;
    private ServerProcess program;
    private SampleRepo repo;
    private Path tokenFile;

    GiteaIT(RealGitea.Server gitea) {
        this.gitea = gitea;
    }

    @BeforeEach
    void start() throws Exception {
        String url = gitea.createRepo(REPOSITORY, true);
        repo = SampleRepo.create(folder.resolve("repo.git"));
        repo.commit("catalog-info.yaml", component("one"));
        gitea.push(repo, REPOSITORY);
        tokenFile = Files.writeString(folder.resolve("token"), gitea.createToken("first") + "\n");
        programs = new Programs(folder);
        program =
                programs.on("data", TestDatabase.freshConnection())
                        .with("portico.source.git.repositories[0].url", url)
                        .with("portico.source.git.poll-interval", "1h")
                        .with("portico.source.git.hosts.test.kind", "gitea")
                        .with("portico.source.git.hosts.test.url", gitea.url())
                        .with("portico.source.git.hosts.test.token-file", tokenFile.toString())
                        .with("portico.source.git.hosts.test.webhook-secret", "former,present")
                        .start();
        await().atMost(SOON).until(() -> byName(program, "component", "one").statusCode() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
    }

    @Test
    void followsItsPushesUntilItIsGone() throws Exception {
        ignoresWhatIsSignedWithAWrongSecret();
        showsAPushOfEitherSecret("former", "two");
        showsAPushOfEitherSecret("present", "three");
        keepsWhatItHasWhenTheTokenIsRevoked();
        marksWhatItHasWhenTheRepositoryIsDeleted();
    }

    private void ignoresWhatIsSignedWithAWrongSecret() throws Exception {
        await().atMost(SOON).until(() -> program.metric("portico_source_runs_total") == 1);
        gitea.createWebhook(REPOSITORY, hook(), "guessed");
        repo.commit("catalog-info.yaml", component("forged"));
        gitea.push(repo, REPOSITORY);

        await().atMost(SOON).until(() -> refusedDeliveries() >= 1);
        assertThat(program.metric("portico_source_runs_total")).isEqualTo(1);
        assertThat(byName(program, "component", "forged").statusCode()).isEqualTo(404);
        assertThat(byName(program, "component", "one").statusCode()).isEqualTo(200);
    }

    private void showsAPushOfEitherSecret(String secret, String name) {
        gitea.createWebhook(REPOSITORY, hook(), secret);
        repo.commit("catalog-info.yaml", component(name));
        long started = System.nanoTime();
        gitea.push(repo, REPOSITORY);
        long pushed = System.nanoTime();

        String query = "{ entity(ref: \"component:default/%s\") { ref } }".formatted(name);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () ->
                                program.graphql(query)
                                        .object("data")
                                        .object("entity")
                                        .text("ref")
                                        .isPresent());
        long millis = (System.nanoTime() - pushed) / 1_000_000;
        System.out.printf(
                "A push to Gitea took %d ms and was visible in GraphQL %d ms after it%n",
                (pushed - started) / 1_000_000, millis);
        assertThat(millis).isLessThan(5_000);
    }

    private void keepsWhatItHasWhenTheTokenIsRevoked() throws Exception {
        gitea.revokeToken("first");
        repo.commit("catalog-info.yaml", component("unseen"));
        gitea.push(repo, REPOSITORY);

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(source().text("error").orElse(""))
                                        .contains("refuses the token"));
        assertThat(source().text("state")).hasValue("UNREACHABLE");
        assertThat(source().text("goneSince")).isEmpty();
        assertThat(json(byName(program, "component", "three")).getString(MISSING)).isNull();
        assertThat(byName(program, "component", "unseen").statusCode()).isEqualTo(404);

        Files.writeString(tokenFile, gitea.createToken("second"));
        refresh("three");
        await().atMost(SOON)
                .until(() -> byName(program, "component", "unseen").statusCode() == 200);
        await().atMost(SOON).until(() -> source().value("error") == null);
    }

    private void marksWhatItHasWhenTheRepositoryIsDeleted() throws Exception {
        gitea.deleteRepo(REPOSITORY);
        refresh("unseen");

        await().atMost(SOON)
                .until(
                        () ->
                                json(byName(program, "component", "unseen")).getString(MISSING)
                                        != null);
        await().atMost(SOON).until(() -> "GONE".equals(source().text("state").orElse("")));
        assertThat(source().text("goneSince")).isPresent();
        assertThat(Programs.uids(program)).containsOnlyKeys("component:default/unseen");
    }

    private String hook() {
        return "http://127.0.0.1:" + program.port() + "/api/webhooks/gitea";
    }

    private long refusedDeliveries() throws Exception {
        return program.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                .filter(line -> line.contains("/api/webhooks/gitea"))
                .filter(line -> line.contains("status=\"403\""))
                .count();
    }

    private void refresh(String name) throws Exception {
        assertThat(
                        program.post(
                                        "/api/catalog/refresh",
                                        "{\"entityRef\": \"component:default/%s\"}".formatted(name))
                                .statusCode())
                .isEqualTo(200);
    }

    private JsonObject source() throws Exception {
        List<JsonObject> sources =
                program.graphql("{ sources { name state error goneSince } }")
                        .object("data")
                        .objects("sources");
        assertThat(sources).hasSize(1);
        return sources.getFirst();
    }
}
