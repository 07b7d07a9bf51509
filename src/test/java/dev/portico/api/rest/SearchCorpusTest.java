package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.portico.test.OpenApiAnswers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every operation of Backstage's search answers as its OpenAPI document says.
@QuarkusTest
class SearchCorpusTest {
    private static final OpenApiAnswers API =
            OpenApiAnswers.of("openapi-search.json", "/api/search");

    @Inject StoredRestSample sample;

    @BeforeEach
    void catalog() {
        API.assumeThere();
        sample.put();
    }

    @Test
    void everyOperationAnswersAsDescribed() {
        given().filter(API)
                .get(
                        "/api/search/query?term=rest-ord&filters%5Bkind%5D=Component"
                                + "&types%5B0%5D=software-catalog&pageLimit=1")
                .then()
                .statusCode(200)
                .body(
                        "results[0].document.location",
                        equalTo("/catalog/default/component/rest-orders"))
                .body("results[0].rank", equalTo(1));
        given().filter(API)
                .get("/api/search/query?pageLimit=2&pageCursor=MQ==")
                .then()
                .statusCode(200)
                .body("numberOfResults", greaterThan(5));
        given().filter(API)
                .get("/api/search/query?term=" + "x".repeat(101))
                .then()
                .statusCode(400)
                .body("error.name", equalTo("InputError"))
                .body("error.message", containsString("The term length \"101\""))
                .body("request.url", containsString("/query?term=xx"));
        given().filter(API)
                .header("Portico-Min-Position", Long.MAX_VALUE / 10)
                .get("/api/search/query?term=x")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("error.name", equalTo("ServiceUnavailableError"));
        assertThat(API.withoutSuccess()).isEmpty();
    }
}
