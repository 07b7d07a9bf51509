package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SetsResourceTest {
    private static final String SET = SetsResource.PATH + "/teams/red-set";

    @Test
    void aSetIsPushedReadClaimedAndTakenBack() {
        String lines = entity("set-orders") + "\n" + entity("set-pay") + "\n";
        String version =
                push(lines, "")
                        .statusCode(200)
                        .body("summary.created", equalTo(2))
                        .body("written", equalTo(true))
                        .extract()
                        .header("ETag");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                given().get(
                                                "/api/catalog/entities/by-name/component/default/set-pay")
                                        .then()
                                        .statusCode(200)
                                        .body(
                                                "metadata.annotations.'backstage.io/managed-by-location'",
                                                equalTo("set:teams/red-set")));
        given().urlEncodingEnabled(false)
                .get("/api/sources/push:teams%2Fred-set")
                .then()
                .statusCode(200)
                .body("entities", equalTo(2));

        push("[" + entity("set-orders") + "]", "?dryRun=true&atomic=true")
                .statusCode(200)
                .body("removed", contains("component:default/set-pay"));
        given().contentType("application/json")
                .header("If-Match", "\"0000\"")
                .body("[]")
                .put(SET)
                .then()
                .statusCode(409);
        push(entity("set-orders") + "\n{\"kind\": 7}\n", "?mode=delta&atomic=true")
                .statusCode(422)
                .body("written", equalTo(false))
                .body("documents[1].ref", nullValue());
        given().contentType("application/json")
                .header("If-Match", version)
                .body("[]")
                .put(SET)
                .then()
                .statusCode(200)
                .body("removed.size()", equalTo(2));
    }

    @Test
    void onlyAdminsAndJobsPushAndParametersAreChecked() {
        ndjson().header("Portico-User", "user:default/ann")
                .body(entity("x"))
                .put(SET)
                .then()
                .statusCode(403);
        push(entity("x"), "?mode=sideways").statusCode(400);
        ndjson().body(entity("x")).put(SetsResource.PATH + "/Bad%20Name").then().statusCode(400);
    }

    private static RequestSpecification ndjson() {
        return given().urlEncodingEnabled(false)
                .config(
                        RestAssuredConfig.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .encodeContentTypeAs(
                                                        "application/x-ndjson", ContentType.TEXT)))
                .contentType("application/x-ndjson");
    }

    private static ValidatableResponse push(String body, String query) {
        return ndjson().body(body).put(SET + query).then();
    }

    private static String entity(String name) {
        return "{\"apiVersion\":\"backstage.io/v1alpha1\",\"kind\":\"Component\",\"metadata\":{\"name\":\""
                + name
                + "\"},\"spec\":{\"type\":\"service\",\"lifecycle\":\"production\",\"owner\":\"red\"}}";
    }
}
