package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.portico.catalog.ChangeLog;
import dev.portico.model.EntityRef;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.Health;
import dev.portico.runtime.RuntimeQuery;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeploymentsResourceTest {
    private static final EntityRef ORDERS = EntityRef.parse("component:default/rest-orders");

    @Inject StoredRestSample sample;
    @Inject CatalogQuery query;
    @Inject RuntimeQuery runtime;
    @Inject ChangeLog changes;

    @BeforeEach
    void catalog() {
        sample.put();
    }

    @Test
    void oneDeploymentIsShownAndFoundByItsHealthWithoutTouchingTheEntity() {
        IndexedEntity before = query.find(ORDERS).orElseThrow();
        long position = changes.latest();
        put("""
                        {"entity": "component:default/rest-orders", "environment": "vm-eu",
                         "version": "1.4.2", "commit": "c0ffee", "url": "https://ci.example.com/7",
                         "time": "2026-03-01T13:00:00+01:00", "health": "degraded"}
                        """)
                .statusCode(200)
                .body("deployments[0].entity", equalTo("component:default/rest-orders"))
                .body("deployments[0].time", equalTo("2026-03-01T12:00:00Z"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(runtime.deployments(ORDERS))
                                        .contains(
                                                new Deployment(
                                                        ORDERS,
                                                        "vm-eu",
                                                        "1.4.2",
                                                        "c0ffee",
                                                        "https://ci.example.com/7",
                                                        Health.DEGRADED,
                                                        Instant.parse("2026-03-01T12:00:00Z"),
                                                        "local")));
        String name = ",metadata.name=rest-orders";
        when().get("/api/catalog/entities/by-query?filter=portico.dev/health=degraded" + name)
                .then()
                .statusCode(200)
                .body("totalItems", equalTo(1))
                .body("items[0].metadata.name", equalTo("rest-orders"));
        when().get("/api/catalog/entities?filter=portico.dev/health=degraded" + name)
                .then()
                .body("metadata.name", equalTo(List.of("rest-orders")));
        when().get("/api/catalog/entities?filter=portico.dev/health=healthy" + name)
                .then()
                .body("size()", equalTo(0));
        when().get(
                        "/api/catalog/entity-facets?facet=portico.dev/health&filter=kind=component"
                                + name)
                .then()
                .body("facets.'portico.dev/health'[0].value", equalTo("degraded"))
                .body("facets.'portico.dev/health'[0].count", equalTo(1));
        IndexedEntity after = query.find(ORDERS).orElseThrow();
        assertThat(after.etag()).isEqualTo(before.etag());
        assertThat(after.json()).isEqualTo(before.json());
        assertThat(changes.latest()).isEqualTo(position);
    }

    @Test
    void aListIsTakenWholeOrNotAtAll() {
        String good =
                "{\"entity\": \"rest-orders\", \"environment\": \"list\", \"version\": \"1\"}";
        put("[" + good + ", " + good.replace("rest-orders", "nobody") + "]")
                .statusCode(404)
                .body("detail", equalTo("There is no entity component:default/nobody."));
        assertThat(runtime.deploymentHistory(ORDERS, 100))
                .noneMatch(it -> it.environment().equals("list"));

        put("[" + good + ", " + good.replace("list", "list2") + "]")
                .statusCode(200)
                .body("deployments.size()", equalTo(2));

        assertThat(runtime.deploymentHistory(ORDERS, 100))
                .filteredOn(it -> it.environment().startsWith("list"))
                .extracting(Deployment::health)
                .containsOnly(Health.UNKNOWN)
                .hasSize(2);
    }

    @Test
    void whatIsWrongIsToldAsProblemDetails() {
        refused("{}", "request/body must have required property 'entity'");
        refused("{\"entity\": \"rest-orders\", \"versoin\": \"1\"}", "unrecognized key 'versoin'");
        refused(with("\"version\": \"\""), "The deployment's version is empty.");
        refused(
                with("\"version\": \"1\", \"health\": \"fine\""),
                "The health 'fine' is none of healthy");
        refused(
                with("\"version\": \"1\", \"time\": \"yesterday\""),
                "The time 'yesterday' can't be read");
        refused(with("\"version\": \"1\", \"time\": \"2999-01-01T00:00:00Z\""), "is in the future");
        refused(with("\"version\": \"1\", \"url\": \"javascript:1\""), "is no http or https URL");
        refused(
                with("\"version\": \"" + "x".repeat(201) + "\""),
                "has 201 characters; at most 200");
        refused("[1]", "request/body/0 must be object");
        refused("7", "The JSON must be an object.");
        String one = with("\"version\": \"1\"");
        refused(
                IntStream.range(0, 101)
                        .mapToObj(_ -> one)
                        .collect(Collectors.joining(",", "[", "]")),
                "There are 101 deployments; at most 100");
    }

    private static String with(String fields) {
        return "{\"entity\": \"rest-orders\", \"environment\": \"wrong\", " + fields + "}";
    }

    private static void refused(String body, String told) {
        put(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(told));
    }

    private static ValidatableResponse put(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/catalog/deployments")
                .then();
    }
}
