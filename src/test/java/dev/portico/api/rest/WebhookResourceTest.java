package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookResourceTest {
    @Test
    void saysWhichSettingIsMissing() {
        given().header("X-Hub-Signature-256", "sha256=00")
                .contentType("application/json")
                .body("{}")
                .post("/api/webhooks/github")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("status", equalTo(403))
                .body("detail", containsString("portico.source.git.hosts.<name>.webhook-secret"));
    }

    @Test
    void takesNoMoreThanFiveMegabytes() {
        given().contentType("application/json")
                .body(new byte[5 * 1024 * 1024 + 1])
                .post("/api/webhooks/gitea")
                .then()
                .statusCode(413);
    }

    @Test
    void knowsNoOtherSender() {
        given().body("{}").post("/api/webhooks/other").then().statusCode(404);
    }
}
