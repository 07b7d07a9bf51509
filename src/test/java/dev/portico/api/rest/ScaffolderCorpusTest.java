package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import dev.portico.template.StoredTemplates;
import dev.portico.test.OpenApiAnswers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every operation of Backstage's description of the scaffolder, with input it takes and input it
/// does not, its answers held to the description.
@QuarkusTest
class ScaffolderCorpusTest {
    private static final OpenApiAnswers API =
            OpenApiAnswers.of("openapi-scaffolder.json", "/api/scaffolder");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String GOOD =
            "{'templateRef':'template:scaffold/echo','values':{'name':'%s'},'secrets':{'token':'s3cret'}}";
    private static final String TEMPLATES =
            """
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: echo, namespace: scaffold, title: An echo, description: Says it again.}
            spec:
              type: service
              parameters:
                - title: Name
                  required: [name]
                  properties: {name: {type: string, ui:autofocus: true}, ports: {type: array, items: {type: integer}}}
                - properties: {size: {enum: [S, M]}}
              secrets: {schema: {required: [token], properties: {token: {type: string}}}}
              presentation: {buttonLabels: {createButtonText: Say it}}
              steps:
                - {id: say, name: Say, action: 'test:echo', input: {text: '${{ parameters.name }}'}}
              output: {text: [{title: Said, content: '${{ steps.say.output.text }}'}]}
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: asks, namespace: scaffold}
            spec:
              type: service
              steps:
                - id: ask
                  action: approval:request
                  input: {approvers: ['user:scaffold/bob'], message: May it}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata: {name: bob, namespace: scaffold}
            spec: {memberOf: []}
            """;

    @Inject StoredTemplates templates;

    @BeforeEach
    void catalog() {
        API.assumeThere();
        RestAssured.urlEncodingEnabled = false;
        templates.write(TEMPLATES);
    }

    @AfterAll
    static void everyOperationWasCalled() {
        API.assumeThere();
        assertThat(API.withoutSuccess()).isEmpty();
    }

    @Test
    void theForm() {
        get("/v2/templates/scaffold/template/echo/parameter-schema", 200)
                .then()
                .body("title", equalTo("An echo"))
                .body("description", equalTo("Says it again."))
                .body("presentation.buttonLabels.createButtonText", equalTo("Say it"))
                .body(
                        "steps.title",
                        equalTo(List.of("Name", "Please enter the following information")))
                .body("steps[0].schema.properties.name.'ui:autofocus'", equalTo(true));
        get("/v2/templates/scaffold/template/none/parameter-schema", 404);
        get("/v2/templates/scaffold/user/bob/parameter-schema", 400)
                .then()
                .body("error.message", containsString("is no Template but a User"));
    }

    @Test
    void actionsAndExtensions() {
        get("/v2/actions", 200)
                .then()
                .body("id", hasItems("test:echo", "approval:request"))
                .body("find { it.id == 'test:echo' }.schema.input.required", hasItem("text"))
                .body("find { it.id == 'test:echo' }.examples", hasSize(1));
        get("/v2/templating-extensions", 200)
                .then()
                .body("filters", hasKey("parseRepoUrl"))
                .body("filters.pick.schema.arguments", hasSize(1));
    }

    @Test
    void autocomplete() {
        post("/v2/autocomplete/none/owners", "{'token':'t','context':{}}", 400)
                .then()
                .body("error.message", containsString("Unsupported provider: none"));
        post("/v2/autocomplete/gitea/owners", "{'token':'t','context':{}}", 200)
                .then()
                .body("results", hasSize(0));
        post("/v2/autocomplete/github/branches", "{'token':'t','context':{}}", 400);
        post("/v2/autocomplete/github/owners", "{'context':{}}", 400);
    }

    @Test
    void aTaskFromFormToEnd() {
        String id = run(GOOD.formatted("hello"));
        ended(id, "completed");

        get("/v2/tasks/" + id, 200)
                .then()
                .body("createdBy", equalTo("user:scaffold/ann"))
                .body("spec.parameters.name", equalTo("hello"))
                .body("spec.templateInfo.entityRef", equalTo("template:scaffold/echo"));
        get("/v2/tasks/" + UUID.randomUUID(), 404, false);
        get("/v2/tasks?createdBy=user:scaffold/ann&limit=5&order=desc:created_at", 200)
                .then()
                .body("tasks.id", hasItem(id));
        get("/v2/tasks?status=failed&createdBy=user:scaffold/nobody", 200)
                .then()
                .body("totalTasks", equalTo(0));
        get("/v2/tasks?order=up", 400);
        get("/v2/tasks/" + id + "/events", 200)
                .then()
                .body("type", hasItems("log", "completion"))
                .body("body.message.join(' ')", containsString("It says hello."));
        get("/v2/tasks/" + id + "/events?after=1000", 200)
                .then()
                .body("type", equalTo(List.of("completion")))
                .body("[0].body.output.text[0].content", equalTo("hello"));
        assertThat(get("/v2/tasks/" + id + "/events", 200).asString()).doesNotContain("s3cret");
    }

    @Test
    void theStreamResumesAndEnds() {
        String id = run(GOOD.formatted("stream"));
        Response stream = given().get("/api/scaffolder/v2/tasks/" + id + "/eventstream?after=1");

        stream.then().statusCode(200).contentType("text/event-stream");
        assertThat(stream.asString())
                .contains("event: log\ndata: {\"id\":", "event: completion\ndata: ")
                .doesNotContain("\"id\":1,")
                .doesNotContain("\nid:");
        given().get("/api/scaffolder/v2/tasks/" + UUID.randomUUID() + "/eventstream")
                .then()
                .statusCode(404);
    }

    @Test
    void valuesThatAreNotAllowed() {
        post("/v2/tasks", "{'templateRef':'template:scaffold/echo','values':{}}", 400)
                .then()
                .body("errors", hasSize(2))
                .body("errors.name", equalTo(List.of("required", "required")))
                .body("errors[0].argument", equalTo("name"))
                .body("errors[0].message", containsString("The field name is missing"))
                .body("errors[1].property", equalTo("secrets"));
        post("/v2/tasks", "{'templateRef':'template:scaffold/none','values':{}}", 404, false);
        post("/v2/tasks", "{'values':{}}", 400, false);
        given().header("Portico-User", "group:scaffold/x")
                .contentType(ContentType.JSON)
                .body(GOOD.formatted("x").replace('\'', '"'))
                .post("/api/scaffolder/v2/tasks")
                .then()
                .statusCode(400)
                .body("error.message", containsString("must name a user"));
    }

    @Test
    void cancelAndRetry() {
        String id = run("{'templateRef':'template:scaffold/asks','values':{}}");
        await().atMost(SOON)
                .until(
                        () ->
                                "waiting"
                                        .equals(
                                                get("/v2/tasks/" + id, 200)
                                                        .jsonPath()
                                                        .getString("'portico.dev/state'")));
        get("/v2/tasks/" + id, 200).then().body("status", equalTo("processing"));
        post("/v2/tasks/" + id + "/retry", "{}", 409);
        post("/v2/tasks/" + id + "/cancel", "{}", 200).then().body("status", equalTo("cancelled"));
        ended(id, "cancelled");
        get("/v2/tasks/" + id + "/events", 200)
                .then()
                .body("type", hasItems("cancelled", "completion"));
        post("/v2/tasks/" + id + "/retry", "{}", 201).then().body("id", equalTo(id));

        String path = "/api/tasks/" + id;
        await().atMost(SOON)
                .until(
                        () ->
                                json("{'step':'ask'}")
                                                .header("Portico-User", "user:scaffold/eve")
                                                .post(path + "/approve")
                                                .statusCode()
                                        == 403);
        json("{'step':'none'}").post(path + "/approve").then().statusCode(404);
        json("{'step':'ask','comment':'Fine.'}")
                .header("Portico-User", "user:scaffold/bob")
                .post(path + "/approve")
                .then()
                .statusCode(204);
        ended(id, "completed");
        json("{'step':'ask'}")
                .header("Portico-User", "user:scaffold/bob")
                .post(path + "/reject")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("does not wait for a decision"));
        json("{'step':'ask','resolution':'done'}").post(path + "/resolve").then().statusCode(409);
        json("{}").post(path + "/callback?step=ask&token=none").then().statusCode(403);
    }

    @Test
    void dryRun() {
        String template =
                "{'apiVersion':'scaffolder.backstage.io/v1beta3','kind':'Template','metadata':{'name':'dry'},"
                        + "'spec':{'type':'service','parameters':{'required':['name'],'properties':{'name':{'type':'string'}}},"
                        + "'steps':[{'id':'say','action':'test:echo','input':{'text':'${{ parameters.name }}'}}],"
                        + "'output':{'said':'${{ steps.say.output.text }}'}}}";
        post(
                        "/v2/dry-run",
                        "{'template':"
                                + template
                                + ",'values':{'name':'dry'},'directoryContents':[]}",
                        200)
                .then()
                .body("output.said", equalTo("dry"))
                .body("steps[0].id", equalTo("say"))
                .body("log.body.message.join(' ')", containsString("It says dry."));
        post("/v2/dry-run", "{'template':" + template + ",'values':{},'directoryContents':[]}", 400)
                .then()
                .body("errors[0].message", containsString("The field name is missing"));
        post("/v2/dry-run", "{'template':{},'values':{},'directoryContents':[]}", 400, false);
    }

    private String run(String body) {
        return json(body)
                .filter(API)
                .header("Portico-User", "user:scaffold/ann")
                .post("/api/scaffolder/v2/tasks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void ended(String id, String status) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> get("/v2/tasks/" + id, 200).then().body("status", equalTo(status)));
    }

    private static Response get(String path, int status) {
        return get(path, status, true);
    }

    /// @param described whether the document knows the status
    private static Response get(String path, int status, boolean described) {
        RequestSpecification asked = described ? given().filter(API) : given();
        Response response = asked.get("/api/scaffolder" + path);
        response.then().statusCode(status);
        return response;
    }

    private static Response post(String path, String body, int status) {
        return post(path, body, status, true);
    }

    private static Response post(String path, String body, int status, boolean described) {
        RequestSpecification asked = described ? json(body).filter(API) : json(body);
        Response response = asked.post("/api/scaffolder" + path);
        response.then().statusCode(status);
        return response;
    }

    private static RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body.replace('\'', '"'));
    }
}
