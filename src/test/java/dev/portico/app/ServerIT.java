package dev.portico.app;

import static dev.portico.app.Programs.byName;
import static dev.portico.app.Programs.entityCount;
import static dev.portico.app.Programs.json;
import static dev.portico.app.Programs.position;
import static dev.portico.app.Programs.uids;
import static dev.portico.test.SampleRepo.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.test.SampleRepo;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// One life of the packaged program on a folder with three repositories, and the start after it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private Path repositories;
    private SampleRepo orders;
    private Programs programs;
    private ServerProcess program;

    @BeforeAll
    void start() throws Exception {
        repositories = Files.createDirectories(folder.resolve("repositories"));
        orders = SampleRepo.create(repositories.resolve("orders.git"));
        orders.commit("catalog-info.yaml", component("orders") + "---\n" + component("invoices"));
        SampleRepo.create(repositories.resolve("stock.git"))
                .commit("catalog-info.yaml", component("stock"));
        SampleRepo.create(repositories.resolve("broken.git"))
                .change()
                .put("catalog-info.yaml", component("half"))
                .put(".backstage/broken.yaml", "kind: Component\n  metadata: [")
                .commit();
        programs = new Programs(folder);
        program = onTheFolder().start();
        await().atMost(SOON).until(() -> entityCount(program) == 4);
    }

    private ServerProcess onTheFolder() {
        return programs.on("data").with("portico.source.git.folders[0]", repositories.toString());
    }

    @AfterAll
    void stop() throws Exception {
        programs.close();
    }

    @Test
    @Order(1)
    void answersOnEveryRoute() throws Exception {
        assertThat(
                        program.graphql(
                                        "{ entity(ref: \"component:orders\") { ref relations {"
                                                + " edges { type target { ref } targetRef } } } }")
                                .toJson())
                .contains("\"ref\":\"component:default/orders\"");
        assertThat(json(byName(program, "component", "orders")).getString("spec.owner"))
                .isEqualTo("team-a");
        assertThat(byName(program, "component", "nobody").statusCode()).isEqualTo(404);
        assertThat(program.get("/"))
                .returns(200, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("<html", "broken.git");
        assertThat(json(program.get("/q/health")).getString("status")).isEqualTo("UP");
        assertThat(program.metric("portico_source_runs_total")).isGreaterThanOrEqualTo(3);
        assertThat(program.get("/q/openapi").body())
                .contains("/api/catalog/entities/by-name/{kind}/{namespace}/{name}");
    }

    @Test
    @Order(2)
    void tellsAddressesCountsAndProblemsAtTheStart() {
        String url = "http://127.0.0.1:" + program.port();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(Files.readString(program.log()))
                                        .contains(
                                                "Portico serves on " + url,
                                                url + "/graphql",
                                                url + "/api/catalog/entities",
                                                url + "/q/health",
                                                "4 entities from 3 sources",
                                                "1 problem: 1 document kept out, 0 conflicts")
                                        .containsPattern("     2  git:\\S*orders")
                                        .containsPattern("     1  git:\\S*stock")
                                        .containsPattern("     1  git:\\S*broken"));
    }

    @Test
    @Order(3)
    void showsANewCommitOfALocalRepositoryWithinTwoSeconds() throws Exception {
        await().atMost(SOON)
                .until(() -> Files.readString(program.log()).contains("4 entities from"));

        orders.commit("catalog-info.yaml", component("orders") + "---\n" + component("returns"));
        long committed = System.nanoTime();

        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> byName(program, "component", "returns").statusCode() == 200);
        long millis = (System.nanoTime() - committed) / 1_000_000;
        System.out.printf("A commit in a local repository was visible after %d ms%n", millis);
        assertThat(millis).isLessThan(2_000);
        await().atMost(SOON)
                .until(() -> byName(program, "component", "invoices").statusCode() == 404);
    }

    @Test
    @Order(4)
    void refusesASecondProgramOnItsDataFolder() throws Exception {
        try (ServerProcess second = onTheFolder().launch()) {
            assertThat(second.awaitExit()).isEqualTo(1);
        }
        assertThat(Files.readString(program.log()))
                .containsOnlyOnce(
                        "portico: The data folder %s is in use by process %d (http://127.0.0.1:%d);"
                                .formatted(programs.data("data"), program.pid(), program.port()));
        assertThat(byName(program, "component", "orders").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void stopsWithItsPostgresAndStartsAgainWithoutWriting() throws Exception {
        Map<String, String> uids = uids(program);
        long position = position(program);
        ProcessHandle postgres = programs.postgres("data").orElseThrow();

        assertThat(program.stop()).isIn(0, 143);
        await().atMost(Duration.ofSeconds(10)).until(() -> !postgres.isAlive());
        assertThat(programs.postgres("data")).isEmpty();
        assertThat(Programs.troubles(program)).isEqualTo(List.of());

        program = onTheFolder().start();
        assertThat(uids(program)).isEqualTo(uids).hasSize(4);
        await().atMost(SOON).until(() -> program.metric("portico_source_runs_total") >= 3);
        assertThat(position(program)).isEqualTo(position);
        assertThat(program.metric("portico_catalog_deltas_total")).isZero();
    }
}
