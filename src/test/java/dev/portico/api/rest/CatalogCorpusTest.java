package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import dev.portico.test.OpenApiAnswers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every operation of Backstage's description of the catalog, with input it takes and input it does
/// not, its answers held to the description.
@QuarkusTest
class CatalogCorpusTest {
    private static final OpenApiAnswers API =
            OpenApiAnswers.of("openapi-catalog.json", "/api/catalog");
    private static final String ORDERS = "component/default/rest-orders";
    private static final String SUITE = "filter=metadata.labels.suite=rest";
    private static final String ELSEWHERE = "https://git.example.com/acme/rest/src/branch/main/";

    @Inject StoredRestSample sample;

    @BeforeEach
    void catalog() {
        API.assumeThere();
        sample.put();
    }

    @AfterAll
    static void everyOperationWasCalled() {
        API.assumeThere();
        assertThat(API.withoutSuccess()).isEmpty();
    }

    @Test
    void entities() {
        get("/entities?" + SUITE + "&fields=apiVersion,kind,metadata.name&limit=2&offset=1", 200);
        get("/entities?" + SUITE + "&order=asc:metadata.name", 200);
        get("/entities?filter=metadata.name=there-is-none", 200);
        get("/entities?limit=none", 400);
        get("/entities?order=metadata.name", 400);
        get("/entities?after=%7Bnone", 400);
        get("/entities?filter=%3Dx", 400);
        get("/entities?unknown=1", 400);
    }

    @Test
    void entityByUidAndName() {
        String uid = get("/entities/by-name/" + ORDERS, 200).jsonPath().getString("metadata.uid");
        get("/entities/by-uid/" + uid, 200);
        get("/entities/by-uid/none", 404);
        get("/entities/by-uid/" + uid + "?unknown=1", 400);
        get("/entities/by-name/component/default/none", 404);
        get("/entities/by-name/" + ORDERS + "?unknown=1", 400);
        get("/entities/by-name/" + ORDERS + "/ancestry", 200);
        get("/entities/by-name/component/default/none/ancestry", 404);
        Response removed = asked().delete("/api/catalog/entities/by-uid/" + uid);
        removed.then().statusCode(204).header("Portico-Position", matchesPattern("[0-9]+"));
        asked().delete("/api/catalog/entities/by-uid/none").then().statusCode(204);
        asked().delete("/api/catalog/entities/by-uid/none?unknown=1").then().statusCode(400);
    }

    @Test
    void entitiesByRefs() {
        post(
                "/entities/by-refs",
                "{'entityRefs':['component:default/rest-orders','component:default/none'],'fields':['apiVersion','kind','metadata.name']}",
                200);
        post("/entities/by-refs?" + SUITE, "{'entityRefs':[]}", 200);
        post("/entities/by-refs", "{'entityRefs':'component:default/rest-orders'}", 400);
        post("/entities/by-refs", "{}", 400);
        post("/entities/by-refs", "{'entityRefs':[],'query':{'$none':1}}", 400);
    }

    @Test
    void entitiesByQuery() {
        Response page = get("/entities/by-query?" + SUITE + "&limit=2", 200);
        String cursor = page.jsonPath().getString("pageInfo.nextCursor");
        Response second = get("/entities/by-query?limit=2&cursor=" + cursor, 200);
        assertThat(second.jsonPath().getString("pageInfo.prevCursor")).isNotEmpty();
        get("/entities/by-query?" + SUITE + "&limit=0", 200);
        get("/entities/by-query?totalItems=exclude&fullTextFilterTerm=rest&" + SUITE, 200);
        get("/entities/by-query?cursor=none", 400);
        get("/entities/by-query?totalItems=some", 400);
        get("/entities/by-query?orderField=metadata.name,up", 400);
        post("/entities/by-query", "{}", 200);
        post(
                "/entities/by-query",
                "{'limit':1,'query':{'kind':{'$in':['component','api']}},'orderBy':[{'field':'kind','order':'desc'}],'fullTextFilter':{'term':'rest','fields':['metadata.name']},'fields':['apiVersion','kind','metadata.name'],'totalItems':'include'}",
                200);
        post("/entities/by-query", "{'query':{'$any':'x'}}", 400);
        post("/entities/by-query", "{'limit':'x'}", 400);
        post("/entities/by-query", "{'orderBy':[{'field':'kind','order':'up'}]}", 400);
        post("/entities/by-query", "[]", 400);
    }

    @Test
    void facets() {
        get("/entity-facets?facet=kind&facet=spec.type&" + SUITE, 200);
        get("/entity-facets?facet=metadata.nothing-has-it", 200);
        get("/entity-facets", 400);
        post("/entity-facets", "{'facets':['kind'],'query':{'kind':'component'}}", 200);
        post("/entity-facets", "{'facets':[]}", 400);
        post("/entity-facets", "{}", 400);
    }

    @Test
    void refresh() {
        Response refreshed = post("/refresh", "{'entityRef':'component:default/rest-orders'}", 200);
        refreshed.then().header("Portico-Position", matchesPattern("[0-9]+"));
        post("/refresh", "{'entityRef':'component:default/none'}", 404);
        post("/refresh", "{'entityRef':'rest-orders'}", 400);
        post("/refresh", "{}", 400);
    }

    @Test
    void locations() {
        String target = "{'type':'url','target':'" + RestSample.ORIGIN + "'}";
        Response created = post("/locations", target, 201);
        String id = created.jsonPath().getString("location.id");
        created.then().header("Portico-Position", matchesPattern("[0-9]+"));
        try {
            post("/locations", target, 409);
            post("/locations?onConflict=refresh", target, 201);
            post("/locations?onConflict=reject", target, 409);
            post("/locations?onConflict=perhaps", target, 400);
            post("/locations", "{'type':'url'}", 400);
            post("/locations", "{'type':'url','target':'x','more':1}", 400);
            post("/locations", "{'type':'ftp','target':'ftp://a/b'}", 400);
            get("/locations", 200).then().body("data.id", hasItem(id));
            get("/locations?unknown=1", 400);
            get("/locations/" + id, 200).then().body("target", equalTo(RestSample.ORIGIN));
            get("/locations/none", 404);
            get("/locations/by-entity/" + ORDERS, 200).then().body("id", equalTo(id));
            get("/locations/by-entity/component/default/none", 404);
            post("/locations/by-query", "{'query':{'type':'url'},'limit':1}", 200);
            post("/locations/by-query", "{}", 200);
            post("/locations/by-query", "{'limit':0}", 400);
            post("/locations/by-query", "{'cursor':'none'}", 400);
            put(id, "{'type':'url','target':'" + ELSEWHERE + "moved.yaml'}", 200)
                    .then()
                    .header("Portico-Position", matchesPattern("[0-9]+"));
            put(id, "{'type':'url'}", 400);
            put("none", target, 404);
        } finally {
            asked().delete("/api/catalog/locations/" + id)
                    .then()
                    .statusCode(204)
                    .header("Portico-Position", matchesPattern("[0-9]+"));
        }
        asked().delete("/api/catalog/locations/" + id).then().statusCode(404);
        asked().delete("/api/catalog/locations/" + id + "?unknown=1").then().statusCode(400);
    }

    /// What is suggested for a repository without entities is not held to the description: taken at
    /// its word that allows no metadata at all (`additionalProperties: false` beside `allOf`).
    @Test
    void analyzeLocation() {
        String known = ELSEWHERE + "files/rest-orders.yaml";
        post("/analyze-location", "{'location':{'type':'url','target':'" + known + "'}}", 200)
                .then()
                .body("existingEntityFiles[0].entity.metadata.name", equalTo("rest-orders"));
        post("/analyze-location", "{'location':{'type':'url'}}", 400);
        post("/analyze-location", "{}", 400);
    }

    @Test
    void validateEntity() {
        String entity =
                "{'apiVersion':'backstage.io/v1alpha1','kind':'Component','metadata':{'name':'%s'},'spec':{'type':'service','lifecycle':'production','owner':'rest-team'}}";
        String location = ",'location':'url:" + ELSEWHERE + "orders.yaml'}";
        post("/validate-entity", "{'entity':" + entity.formatted("orders") + location, 200);
        post("/validate-entity", "{'entity':" + entity.formatted("not a name") + location, 400);
        post("/validate-entity", "{'entity':{}" + location, 400);
        post("/validate-entity", "{'location':'url:x'}", 400);
    }

    private static RequestSpecification asked() {
        return given().filter(API);
    }

    private static Response get(String path, int status) {
        Response response = asked().get("/api/catalog" + path);
        response.then().statusCode(status);
        return response;
    }

    private static Response post(String path, String body, int status) {
        Response response = json(body).post("/api/catalog" + path);
        response.then().statusCode(status);
        return response;
    }

    private static Response put(String id, String body, int status) {
        Response response = json(body).put("/api/catalog/locations/" + id);
        response.then().statusCode(status);
        return response;
    }

    private static RequestSpecification json(String body) {
        return asked().contentType(ContentType.JSON).body(body.replace('\'', '"'));
    }
}
