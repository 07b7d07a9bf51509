package dev.portico.web;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StartPageTest {
    @Test
    void startPageLinksWhatThereIs() {
        when().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=utf-8")
                .body(containsString("<h1>Software catalog</h1>"))
                .body(containsString("href=\"/q/graphql-ui\""))
                .body(containsString("href=\"/q/openapi\""))
                .body(containsString("href=\"/q/health\""))
                .body(containsString("href=\"/q/metrics\""))
                .body(containsString("rel=\"icon\" href=\"data:"))
                .body(not(containsString("src=\"http")));
    }

    @Test
    void unknownSourceIsAPageThatLeadsBack() {
        given().urlEncodingEnabled(false)
                .when()
                .get("/sources/%3Cb%3Enone")
                .then()
                .statusCode(404)
                .contentType("text/html;charset=utf-8")
                .body(containsString("&lt;b&gt;none"))
                .body(containsString("href=\"/\""));
    }
}
