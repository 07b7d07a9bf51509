package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClaimsResourceTest {
    private static final String REF = "component:default/rest-orders";
    private static final String OWNERSHIP =
            """
            query($ref: String!) { entity(ref: $ref) { ownership {
              owner because
              claims { field value source actor evidence status because }
              findings { type owners message } } } }
            """;

    @Inject StoredRestSample sample;

    @BeforeEach
    void catalog() {
        sample.put();
    }

    @AfterEach
    void takeBack() {
        put("{\"entity\": \"" + REF + "\", \"owner\": null, \"tier\": null}").statusCode(200);
    }

    @Test
    void aClaimShowsInTheEntityInFiltersAndInWhyItIsSo() {
        String position =
                put("{\"entity\": \""
                                + REF
                                + "\", \"owner\": \"rest-claimed\", \"evidence\": \"INC-7\"}")
                        .statusCode(200)
                        .body("dryRun", equalTo(false))
                        .body("summary.applied", equalTo(1))
                        .body("claims[0].entity", equalTo(REF))
                        .body("claims[0].value", contains("group:default/rest-claimed"))
                        .body("claims[0].result", equalTo("applied"))
                        .extract()
                        .header("Portico-Position");

        given().header("Portico-Min-Position", position)
                .get("/api/catalog/entities/by-name/component/default/rest-orders")
                .then()
                .statusCode(200)
                .body("spec.owner", equalTo("group:default/rest-claimed"))
                .body(
                        "relations.findAll { it.type == 'ownedBy' }.targetRef",
                        contains("group:default/rest-claimed"));
        given().get("/api/catalog/entities?filter=relations.ownedBy=group:default/rest-claimed")
                .then()
                .body("metadata.name", equalTo(List.of("rest-orders")));
        String declared = String.valueOf(claims().get(1).get("value"));
        assertThat(ownership())
                .containsEntry("owner", "group:default/rest-claimed")
                .containsEntry("because", "local claimed it: INC-7.");
        assertThat(claims().getFirst())
                .containsEntry("source", "portal")
                .containsEntry("status", "APPLIED")
                .containsEntry("actor", "local");
        assertThat(claims().get(1))
                .containsEntry("source", "file")
                .containsEntry("status", "OVERRULED")
                .containsEntry(
                        "because",
                        "The portal says group:default/rest-claimed, and portal counts before"
                                + " file.");
        assertThat(declared).isNotBlank();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(findings("group:rest-claimed"))
                                        .contains("UNKNOWN_OWNER", "CLAIMS_DISAGREE"));
    }

    @Test
    void whoOwnedItWhenAndWhatChangedHands() {
        String since = Instant.now(Clock.systemUTC()).minusSeconds(1).toString();
        put("{\"entity\": \"" + REF + "\", \"owner\": \"rest-later\", \"evidence\": \"INC-8\"}")
                .statusCode(200);
        String query =
                """
                query($ref: String!, $at: DateTime!) {
                  entity(ref: $ref) { ownerAt(at: $at) { owner } }
                  now: entity(ref: $ref) { ownerAt(at: "2100-01-01T00:00:00Z") { owner to } }
                  ownerHistory(ref: $ref, first: 1) { owner to cause { by actor evidence } }
                  ownershipChanges(since: $at, owner: "rest-later", first: 1) {
                    nodes { ref from to at cause { by source actor evidence } }
                    pageInfo { hasNextPage endCursor } } }
                """;

        given().contentType(ContentType.JSON)
                .body(Map.of("query", query, "variables", Map.of("ref", REF, "at", since)))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.entity.ownerAt.owner", not(equalTo("group:default/rest-later")))
                .body("data.now.ownerAt.owner", equalTo("group:default/rest-later"))
                .body("data.now.ownerAt.to", nullValue())
                .body("data.ownerHistory[0].owner", equalTo("group:default/rest-later"))
                .body("data.ownerHistory[0].cause.by", equalTo("portal"))
                .body("data.ownerHistory[0].cause.evidence", equalTo("INC-8"))
                .body("data.ownershipChanges.nodes[0].ref", equalTo(REF))
                .body("data.ownershipChanges.nodes[0].from", equalTo("group:default/rest-team"))
                .body("data.ownershipChanges.nodes[0].to", equalTo("group:default/rest-later"))
                .body("data.ownershipChanges.nodes[0].cause.actor", equalTo("local"))
                .body("data.ownershipChanges.pageInfo.hasNextPage", equalTo(false));
    }

    @Test
    void anOldRefAnswersWithTheEntityThatTookItsPlace() {
        String old = "group:default/rest-former";
        String rename =
                "mutation { renameEntity(from: \"%s\", to: \"group:default/rest-team\") { to actor } }";
        graphQl(rename.formatted(old)).body("data.renameEntity.actor", equalTo("local"));
        String position =
                put("{\"entity\": \"" + REF + "\", \"owner\": \"rest-former\"}")
                        .statusCode(200)
                        .extract()
                        .header("Portico-Position");

        String etag =
                given().header("Portico-Min-Position", position)
                        .get("/api/catalog/entities/by-name/group/default/REST-former")
                        .then()
                        .statusCode(200)
                        .header(EntityLookupResource.ALIAS_OF, equalTo(old))
                        .body("metadata.name", equalTo("rest-team"))
                        .extract()
                        .header("ETag");
        given().header("If-None-Match", etag)
                .get("/api/catalog/entities/by-name/group/default/rest-former")
                .then()
                .statusCode(304)
                .header(EntityLookupResource.ALIAS_OF, equalTo(old));
        given().get("/api/catalog/entities/by-name/group/default/rest-team")
                .then()
                .header(EntityLookupResource.ALIAS_OF, nullValue());
        given().contentType(ContentType.JSON)
                .body(Map.of("entityRefs", List.of(old, "group:default/rest-nobody", REF)))
                .post("/api/catalog/entities/by-refs")
                .then()
                .statusCode(200)
                .body("items[0].metadata.name", equalTo("rest-team"))
                .body("items[1]", nullValue())
                .body("items[2].metadata.name", equalTo("rest-orders"));
        graphQl(
                        """
                        { entity(ref: "%s") { ref }
                          orders: entity(ref: "%s") { owner { ref }
                            relations(type: "ownedBy") { edges { targetRef target { ref } } } }
                          entityAliases { from to because } }
                        """
                                .formatted(old, REF))
                .body("data.entity.ref", equalTo("group:default/rest-team"))
                .body("data.orders.owner.ref", equalTo("group:default/rest-team"))
                .body("data.orders.relations.edges[0].targetRef", equalTo(old))
                .body(
                        "data.orders.relations.edges[0].target.ref",
                        equalTo("group:default/rest-team"))
                .body("data.entityAliases.from", contains(old))
                .body("data.entityAliases.because", contains("rename"));

        graphQl("mutation { removeEntityAlias(ref: \"" + old + "\") { to } }")
                .body("data.removeEntityAlias.to", equalTo("group:default/rest-team"));
        given().get("/api/catalog/entities/by-name/group/default/rest-former")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse graphQl(String query) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("errors", nullValue());
    }

    @Test
    void aDryRunWritesNothingAndAllRefusedIsUnprocessable() {
        given().contentType(ContentType.JSON)
                .body("[{\"entity\": \"" + REF + "\", \"tier\": \"1\"}]")
                .put(ClaimsResource.PATH + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("claims[0].result", equalTo("applied"));
        assertThat(claims()).noneMatch(claim -> claim.containsValue("tier"));
        put("{\"entity\": \"" + REF + "\", \"owner\": \"not a ref\"}")
                .statusCode(422)
                .body("claims[0].result", equalTo("refused"))
                .body("claims[0].because", containsString("group:default/payments"));
        put("nonsense").statusCode(400);
    }

    @Test
    void aPersonClaimsOnlyWhatTheyOwn() {
        given().contentType(ContentType.JSON)
                .header("Portico-User", "user:default/nobody")
                .body("{\"entity\": \"" + REF + "\", \"tier\": \"1\"}")
                .put(ClaimsResource.PATH)
                .then()
                .statusCode(422)
                .body(
                        "claims[0].because",
                        containsString("user:default/nobody may not make claims about " + REF));
    }

    @Test
    void claimsByGraphQl() {
        String mutation =
                """
                mutation { claim(claims: [
                    {ref: "%s", tier: "2"}, {ref: "%s", withdraw: ["lifecycle"]},
                    {ref: "%s", withdraw: ["name"]}])
                  { dryRun position results { index ref field value result because } } }
                """
                        .formatted(REF, REF, REF);

        given().contentType(ContentType.JSON)
                .body(Map.of("query", mutation))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.claim.results.result", contains("APPLIED", "UNCHANGED", "REFUSED"))
                .body(
                        "data.claim.results[2].because",
                        equalTo(
                                "There is no field name to take back; there are owner, lifecycle,"
                                        + " tier, contact, links."));
        assertThat(claims()).anyMatch(claim -> claim.containsValue("tier"));
    }

    @Test
    void theSchemaOfAClaimIsInOpenApi() {
        given().accept(ContentType.JSON)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.schemas.Claim.required", contains("entity"))
                .body(
                        "paths.'/api/catalog/claims'.put.requestBody.content.'application/json'"
                                + ".schema.oneOf.size()",
                        equalTo(2));
    }

    private static ValidatableResponse put(String body) {
        return given().contentType(ContentType.JSON).body(body).put(ClaimsResource.PATH).then();
    }

    private static Map<String, Object> ownership() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("query", OWNERSHIP, "variables", Map.of("ref", REF)))
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

    private static List<String> findings(String owner) {
        return given().contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "query",
                                "{ ownershipFindings(owner: \""
                                        + owner
                                        + "\") { findings { type } } }"))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .path("data.ownershipFindings.findings.type");
    }
}
