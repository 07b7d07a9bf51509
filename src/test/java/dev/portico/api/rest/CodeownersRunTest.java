package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.CatalogWriter;
import dev.portico.platform.PlatformConfig;
import dev.portico.source.SourceRegistry;
import dev.portico.test.SampleRepo;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// CODEOWNERS in the running program: a commit that touches nothing else changes what is claimed.
@QuarkusTest
class CodeownersRunTest {
    private static final String REF = "component:default/owners-run";
    private static final String QUERY =
            """
            { entity(ref: "%s") { ownership { owner
              claims { source value status evidence } findings { type } } } }
            """
                    .formatted(REF);

    @Inject StoredRestSample sample;
    @Inject PlatformConfig platform;
    @Inject SourceRegistry registry;
    @Inject CatalogWriter writer;
    private Path folder;

    @AfterEach
    void remove() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        registry.providersChanged();
        writer.removeSource("git:" + folder, "test");
    }

    @Test
    void aCommitOfCodeownersAloneChangesTheClaims() throws IOException {
        sample.put();
        folder =
                Files.createDirectories(
                        platform.dataDir()
                                .toAbsolutePath()
                                .normalize()
                                .resolve("git/acme/owners-run-" + System.nanoTime() + ".git"));
        SampleRepo repo = SampleRepo.create(folder);
        String first =
                repo.change()
                        .put("catalog-info.yaml", SampleRepo.component("owners-run"))
                        .put("CODEOWNERS", "# all\n* @acme/rest-team\n")
                        .commit();
        registry.providersChanged();

        awaitClaim("group:default/rest-team", "CODEOWNERS:2@" + first);
        Map<String, Object> ownership = ownership();
        assertThat(ownership).containsEntry("owner", "group:default/team-a");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(findings()).contains("OWNER_DIFFERS"));

        String second = repo.commit("CODEOWNERS", "* rest@nowhere.example @acme/rest-team\n");

        awaitClaim("group:default/rest-team", "CODEOWNERS:1@" + second);
    }

    /// Has the repository read until it shows, as a push would: the first look may have come before
    /// the first commit.
    private void awaitClaim(String value, String evidence) {
        Map<String, Object> claim =
                Map.of(
                        "source",
                        "codeowners",
                        "value",
                        value,
                        "status",
                        "OVERRULED",
                        "evidence",
                        evidence);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> {
                            registry.changed("git:" + folder, "test");
                            assertThat(ownership())
                                    .as(given().get("/api/sources").asString())
                                    .isNotNull();
                            assertThat(claims()).contains(claim);
                        });
    }

    private static Map<String, Object> ownership() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("query", QUERY))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .path("data.entity.ownership");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> claims() {
        return (List<Map<String, Object>>) ownership().get("claims");
    }

    private static List<String> findings() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("query", QUERY))
                .post("/graphql")
                .then()
                .extract()
                .path("data.entity.ownership.findings.type");
    }
}
