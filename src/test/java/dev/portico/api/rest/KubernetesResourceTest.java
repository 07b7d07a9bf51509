package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KubernetesResourceTest {
    private static final String ORDERS = "\"entityRef\": \"component:default/rest-orders\"";

    @Inject StoredRestSample sample;

    @BeforeEach
    void catalog() {
        sample.put();
    }

    @Test
    void withoutClustersThereIsNothing() {
        when().get("/api/kubernetes/clusters")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
        post("resources/workloads/query", "{" + ORDERS + ", \"auth\": {}}")
                .statusCode(200)
                .body("items", equalTo(List.of()));
        post("services/rest-orders", "{\"entity\": {\"metadata\": {}}}")
                .statusCode(200)
                .body("items", equalTo(List.of()));
        post(
                        "resources/custom/query",
                        "{"
                                + ORDERS
                                + ", \"customResources\": [{\"group\": \"argoproj.io\","
                                + " \"apiVersion\": \"v1alpha1\", \"plural\": \"rollouts\"}]}")
                .statusCode(200)
                .body("items", equalTo(List.of()));
    }

    @Test
    void anEntityThatIsNotThereIsNotFound() {
        post("resources/workloads/query", "{\"entityRef\": \"component:default/nobody\"}")
                .statusCode(404)
                .body("error.name", equalTo("NotFoundError"))
                .body("error.message", equalTo("Entity ref missing, component:default/nobody"))
                .body("request.url", equalTo("/resources/workloads/query"))
                .body("response.statusCode", equalTo(404));
    }

    @Test
    void whatIsWrongIsToldInBackstagesBody() {
        refused("services/x", "{}", "must have required property 'entity'");
        refused("resources/workloads/query", "{}", "entityRef is a required field");
        refused("resources/workloads/query", "{\"entityRef\": 7}", "entityRef must be string");
        refused("resources/workloads/query", "{\"entityRef\": \"nokind\"}", "nokind");
        refused("resources/custom/query", "{" + ORDERS + "}", "customResources is a required");
        custom("7", "customResources must be array");
        custom("[]", "at least 1 customResource is required");
        custom("[{\"group\": \"a\"}]", "must have required property 'apiVersion'");
        custom(
                "[{\"group\": \"\", \"apiVersion\": \"v1\", \"plural\": \"secrets\"}]",
                "Portico does not read secrets.");
    }

    private static void custom(String kinds, String told) {
        refused(
                "resources/custom/query",
                "{" + ORDERS + ", \"customResources\": " + kinds + "}",
                told);
    }

    private static void refused(String route, String body, String told) {
        post(route, body)
                .statusCode(400)
                .body("error.name", equalTo("InputError"))
                .body("error.message", containsString(told));
    }

    private static ValidatableResponse post(String route, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/kubernetes/" + route)
                .then();
    }
}
