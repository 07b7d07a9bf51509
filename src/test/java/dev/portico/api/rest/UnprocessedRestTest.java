package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnprocessedRestTest {
    private static final String ROUTE = "/api/catalog/entities/unprocessed/";

    @Inject StoredRestSample sample;

    @BeforeEach
    void catalog() {
        sample.put();
    }

    @Test
    void aRejectedDocumentIsFailedAndDeletingItReadsItsSourceAgain() {
        await().atMost(Duration.ofSeconds(10)).until(() -> broken() != null);
        Map<String, Object> row = broken();

        assertThat(row)
                .containsEntry("location_key", "url:" + RestSampleSource.BROKEN)
                .containsEntry(
                        "errors",
                        List.of(
                                Map.of(
                                        "name",
                                        "InputError",
                                        "message",
                                        "The owner is missing. (broken.yaml:7:3)")))
                .containsKeys("last_discovery_at", "next_update_at", "unprocessed_hash");
        assertThat((Map<?, ?>) row.get("unprocessed_entity"))
                .extracting("kind")
                .isEqualTo("component");
        int before = sample.scans();
        when().delete(ROUTE + "delete/" + row.get("entity_id")).then().statusCode(204);
        await().atMost(Duration.ofSeconds(10)).until(() -> sample.scans() > before);
        assertThat(broken()).isEqualTo(broken());
        when().delete(ROUTE + "delete/none").then().statusCode(204);
        when().get(ROUTE + "failed?owner=nobody").then().body("entities", empty());
    }

    @Test
    void aLocationThatWasNotReadIsPending() {
        Response location =
                given().contentType(ContentType.JSON)
                        .body(
                                "{\"type\":\"url\",\"target\":\"https://git.example.com/acme/pending/src/branch/main/a.yaml\"}")
                        .post("/api/catalog/locations");
        String id = location.jsonPath().getString("location.id");
        try {
            when().get(ROUTE + "pending")
                    .then()
                    .statusCode(200)
                    .body("type", equalTo("pending"))
                    .body(
                            "entities.find { it.entity_id == '" + id + "' }.entity_ref",
                            equalTo(location.jsonPath().getString("location.entityRef")));
        } finally {
            when().delete("/api/catalog/locations/" + id).then().statusCode(204);
        }
        when().get(ROUTE + "pending?reason=x").then().statusCode(400);
    }

    private static Map<String, Object> broken() {
        Response answer = when().get(ROUTE + "failed");
        answer.then().statusCode(200).body("type", equalTo("failed"));
        return answer.jsonPath()
                .getMap("entities.find { it.entity_ref == 'component:default/rest-broken' }");
    }
}
