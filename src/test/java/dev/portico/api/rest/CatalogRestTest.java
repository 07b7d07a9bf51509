package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.portico.query.CatalogQuery;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CatalogRestTest {
    private static final String BY_NAME =
            "/api/catalog/entities/by-name/component/default/rest-orders";
    private static final String SOURCE =
            URLEncoder.encode(RestSampleSource.NAME, StandardCharsets.UTF_8);

    @Inject StoredRestSample sample;
    @Inject CatalogQuery query;

    @BeforeEach
    void catalog() {
        sample.put();
    }

    @Test
    void entityComesWithItsEtagAndOnlyWhenChanged() {
        Response response = when().get(BY_NAME);
        response.then()
                .statusCode(200)
                .contentType("application/json;charset=utf-8")
                .body("kind", equalTo("Component"))
                .body("metadata.uid", matchesPattern("[0-9a-f-]{36}"))
                .body("relations.type", contains("ownedBy", "providesApi"))
                .body("relations.target", contains(nullValue(), nullValue()));

        String etag = response.header("ETag");
        assertThat(etag).isEqualTo('"' + response.jsonPath().getString("metadata.etag") + '"');
        given().header("If-None-Match", etag)
                .get(BY_NAME)
                .then()
                .statusCode(304)
                .body(emptyString());
        when().get("/api/catalog/entities/by-uid/" + response.jsonPath().getString("metadata.uid"))
                .then()
                .statusCode(200)
                .header("ETag", etag);
    }

    @Test
    void errorsHaveBackstagesBody() {
        when().get("/api/catalog/entities/by-uid/none")
                .then()
                .statusCode(404)
                .contentType("application/json;charset=utf-8")
                .body("error.name", equalTo("NotFoundError"))
                .body("error.message", equalTo("No entity with uid none"))
                .body("error.stack", nullValue())
                .body("request.method", equalTo("GET"))
                .body("request.url", equalTo("/entities/by-uid/none"))
                .body("response.statusCode", equalTo(404));
        when().get("/api/catalog/entities?limit=x&filter=kind=api")
                .then()
                .statusCode(400)
                .body("error.name", equalTo("InputError"))
                .body("request.url", equalTo("/entities?limit=x&filter=kind=api"));
    }

    @Test
    void ourOwnRoutesHaveProblemDetails() {
        when().get("/api/sources/none")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("title", equalTo("Not Found"))
                .body("status", equalTo(404))
                .body("detail", containsString("There is no source named 'none'"))
                .body("instance", equalTo("/api/sources/none"));
        when().get("/api/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void unknownCatalogRouteIsAnEmptyNotFound() {
        when().get("/api/catalog/nothing").then().statusCode(404).body(emptyString());
        given().contentType(ContentType.JSON)
                .body("{}")
                .patch("/api/catalog/entities")
                .then()
                .statusCode(404)
                .body(emptyString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "application/json ~ {\"entityRefs\": ~ 400 ~ InputError",
                "application/json ~ [] ~ 400 ~ InputError",
                "application/json ~ {} ~ 400 ~ InputError",
                "text/plain ~ {\"entityRefs\":[]} ~ 400 ~ InputError",
                "application/json ~ BIG ~ 413 ~ PayloadTooLargeError",
            })
    void badBodiesAreToldInBackstagesWords(String type, String body, int status, String name) {
        String sent = body.equals("BIG") ? "x".repeat(JsonBody.MAX_BYTES + 1) : body;

        given().header("Content-Type", type)
                .body(sent.getBytes(StandardCharsets.UTF_8))
                .post("/api/catalog/entities/by-refs")
                .then()
                .statusCode(status)
                .contentType("application/json;charset=utf-8")
                .body("error.name", equalTo(name))
                .body("response.statusCode", equalTo(status));
    }

    @Test
    void pagesAreLinked() {
        String filter = "filter=metadata.labels.suite=rest,kind=component&fields=metadata.name";
        String link =
                when().get("/api/catalog/entities?limit=2&" + filter)
                        .then()
                        .statusCode(200)
                        .body("metadata.name", contains("rest-orders", "rest-payments"))
                        .extract()
                        .header("link");

        String next = link.replaceAll("^<(.*)>; rel=\"next\"$", "$1");
        when().get("/api/catalog" + next)
                .then()
                .statusCode(200)
                .header("link", nullValue())
                .body("metadata.name", contains("rest-shop"));
    }

    @Test
    void byQueryGoesOnByCursorWithPost() {
        Response first =
                when().get(
                                "/api/catalog/entities/by-query?limit=2&orderField=metadata.name,desc"
                                        + "&filter=metadata.labels.suite=rest,kind=component");
        first.then()
                .body("items.metadata.name", contains("rest-shop", "rest-payments"))
                .body("totalItems", equalTo(3))
                .body("pageInfo.prevCursor", nullValue());

        given().contentType(ContentType.JSON)
                .body(
                        "{\"limit\":2,\"fields\":[\"metadata.name\"],\"cursor\":\"%s\"}"
                                .formatted(first.jsonPath().getString("pageInfo.nextCursor")))
                .post("/api/catalog/entities/by-query")
                .then()
                .statusCode(200)
                .body("items.metadata.name", contains("rest-orders"))
                .body("items[0].kind", nullValue())
                .body("totalItems", equalTo(3))
                .body("pageInfo.nextCursor", nullValue())
                .body("pageInfo.prevCursor", not(emptyString()));
    }

    @Test
    void refreshReadsTheSourceAgain() {
        int before = sample.scans();

        given().contentType(ContentType.JSON)
                .body("{\"entityRef\":\"component:default/rest-orders\"}")
                .post("/api/catalog/refresh")
                .then()
                .statusCode(200)
                .body(emptyString());

        await().atMost(Duration.ofSeconds(10)).until(() -> sample.scans() > before);
        given().contentType(ContentType.JSON)
                .body("{\"entityRef\":\"component:default/none\"}")
                .post("/api/catalog/refresh")
                .then()
                .statusCode(404)
                .body("error.name", equalTo("NotFoundError"));
    }

    @Test
    void aReadCanWaitForAPosition() {
        given().header("Portico-Min-Position", query.position())
                .get(BY_NAME)
                .then()
                .statusCode(200);
        given().header("Portico-Min-Position", Long.MAX_VALUE / 10)
                .get(BY_NAME)
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("error.name", equalTo("ServiceUnavailableError"));
        given().header("Portico-Min-Position", "soon").get(BY_NAME).then().statusCode(400);
    }

    @Test
    void sourceTellsItsProblems() {
        when().get("/api/sources").then().body("sources.name", hasItem(RestSampleSource.NAME));
        when().get("/api/sources/" + SOURCE)
                .then()
                .statusCode(200)
                .body("trust", equalTo("platform"))
                .body("entities", equalTo(6))
                .body("rejections[0].problems[0].message", equalTo("The owner is missing."))
                .body("rejections[0].problems[0].position.line", equalTo(7));
        when().post("/api/sources/" + SOURCE + "/removals/confirm")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
        when().post("/api/sources/" + SOURCE + "/refresh").then().statusCode(202);
    }

    @Test
    void whyExplains() {
        when().get("/api/why?ref=component:default/rest-orders")
                .then()
                .statusCode(200)
                .body("present", equalTo(true))
                .body("reasons.code", hasItem("declared"));
        when().get("/api/why?ref=component:default/rest-broken")
                .then()
                .body("present", equalTo(false))
                .body("reasons.code", hasItem("invalid"));
        when().get("/api/why").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void dryRunOfATargetOnAHostThatIsNotAllowedSaysSoAndStoresNothing() {
        given().contentType("application/json")
                .body(
                        "{\"type\":\"url\",\"target\":\"https://elsewhere.example.com/acme/a/blob/main/x.yaml\"}")
                .post("/api/catalog/locations?dryRun=true")
                .then()
                .statusCode(400)
                .body("error.name", Matchers.is("InputError"))
                .body("error.message", Matchers.containsString("elsewhere.example.com"));
        given().get("/api/catalog/locations")
                .then()
                .statusCode(200)
                .body(Matchers.not(Matchers.containsString("elsewhere")));
    }
}
