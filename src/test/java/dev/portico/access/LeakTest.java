package dev.portico.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A policy hides one component from somebody. Whatever they ask, they get neither its name, nor
/// its title, nor a count of it; somebody else gets it, so that each question could tell.
@QuarkusTest
@TestProfile(RoleProfile.class)
class LeakTest {
    private static final String HIDDEN = "leak-hidden";

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Inject AccessSample sample;

    private String start = "";

    @BeforeEach
    void somethingHidden() {
        RestAssured.urlEncodingEnabled = false;
        start = cursor();
        sample.put("leak-far", false);
        sample.put("leak-seen", false);
        sample.put(HIDDEN, true, "leak-seen", "leak-far");
    }

    @AfterEach
    void nothingOfIt() {
        sample.remove(HIDDEN);
        sample.remove("leak-seen");
        sample.remove("leak-far");
    }

    private static String cursor() {
        return given().get("/api/changes?limit=1").header("Portico-Cursor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/catalog/entities?filter=metadata.labels.suite=access",
                "/api/catalog/entities/by-query?filter=metadata.labels.suite=access",
                "/api/catalog/entities/by-query?filter=kind=component&limit=500",
                "/api/catalog/entities/by-name/component/default/leak-seen",
                "/api/catalog/entity-facets?facet=metadata.name",
                "/api/catalog/entity-facets?facet=metadata.title",
                "/api/catalog/entity-facets?facet=relations.dependencyof&filter=metadata.name=leak-seen",
                "/api/search/query?term=leak-hidden",
                "/api/changes?limit=1000&after=START",
                "/api/changes?limit=1000&data=entity&after=START"
            })
    void noRouteTellsOfIt(String path) {
        String asked = path.replace("START", start);

        assertThat(get(asked, "user").asString()).contains(HIDDEN);
        assertThat(get(asked, "blind").asString())
                .doesNotContain(HIDDEN)
                .doesNotContain("Title of " + HIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/catalog/entities/by-name/component/default/leak-hidden",
        "/api/catalog/entities/by-name/component/default/leak-hidden/ancestry",
        "/api/catalog/entities/by-uid/UID",
        "/api/why?ref=component:default/leak-hidden"
    })
    void itIsNotThere(String path) {
        String asked = path.replace("UID", sample.uid(HIDDEN));

        assertThat(get(asked, "user").statusCode()).isEqualTo(200);
        assertThat(get(asked, "blind").statusCode()).isEqualTo(404);
    }

    @Test
    void countsAndFiltersAreThoseOfACatalogWithoutIt() {
        String total =
                "/api/catalog/entities/by-query?limit=0&filter=metadata.labels.suite=access,metadata.name=leak-hidden";
        assertThat(get(total, "user").jsonPath().getInt("totalItems")).isEqualTo(1);
        assertThat(get(total, "blind").jsonPath().getInt("totalItems")).isZero();
        String by =
                "/api/catalog/entities/by-query?limit=0&filter=relations.dependencyof=component:default/leak-hidden";
        assertThat(get(by, "user").jsonPath().getInt("totalItems")).isEqualTo(2);
        assertThat(get(by, "blind").jsonPath().getInt("totalItems")).isZero();
        Response refs =
                given().header(RoleViewer.HEADER, "blind")
                        .contentType("application/json")
                        .body(Map.of("entityRefs", List.of("component:default/" + HIDDEN)))
                        .post("/api/catalog/entities/by-refs");
        assertThat(refs.asString()).isEqualTo("{\"items\":[null]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entities(first: 500, text: 'leak-') { totalCount nodes { ref title } }",
                "entityCount(filter: {key: 'metadata.name', in: ['leak-hidden']})",
                "facets(keys: ['metadata.name'], first: 500) { values { value count } }",
                "search(text: 'leak hidden') { totalCount nodes { ref title } }",
                "suggest(text: 'leak-hid') { ref }",
                "walk(ref: 'component:default/leak-seen') { steps { ref } }",
                "impact(ref: 'component:default/leak-seen') { totalCount steps { ref } }",
                "path(from: 'component:default/leak-seen', to: 'component:default/leak-far') { sourceRef targetRef }",
                "history(ref: 'component:default/leak-hidden') { type }",
                "ownerHistory(ref: 'component:default/leak-hidden') { owner }",
                "entityAsOf(ref: 'component:default/leak-seen', at: '2100-01-01T00:00:00Z') { relations { targetRef } }",
                "entityAsOf(ref: 'component:default/leak-hidden', at: '2100-01-01T00:00:00Z') { ref }",
                "changesBetween(from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', first: 100, source: 'git:https://git.example.com/acme/matrix') { nodes { ref } }",
                "entity(ref: 'component:default/leak-hidden') { ref }",
                "entity(ref: 'component:default/leak-seen') { relations { totalCount edges { targetRef target { ref } } } }",
                "entity(ref: 'component:default/leak-seen') { ... on Component { dependents { ref } } }"
            })
    void noFieldTellsOfIt(String field) {
        String query = "{ " + field.replace('\'', '"') + " }";

        String seen = graphQl(query, "user");
        String blind = graphQl(query, "blind");

        assertThat(seen).as(query).isNotEqualTo(blind).doesNotContain("\"errors\"");
        assertThat(blind).as(query).doesNotContain(HIDDEN).doesNotContain("\"errors\"");
    }

    @Test
    void anOldRefOfItLeadsNowhere() {
        String rename =
                "mutation { renameEntity(from: \"component:default/leak-old\","
                        + " to: \"component:default/leak-hidden\") { from } }";
        assertThat(graphQl(rename, "admin")).doesNotContain("\"errors\"");
        String path = "/api/catalog/entities/by-name/component/default/leak-old";

        assertThat(get(path, "user").header("Portico-Alias-Of"))
                .isEqualTo("component:default/leak-old");
        assertThat(get(path, "blind").statusCode()).isEqualTo(404);
        String entity = "{ entity(ref: \"component:default/leak-old\") { ref } }";
        assertThat(graphQl(entity, "user")).contains(HIDDEN);
        assertThat(graphQl(entity, "blind")).isEqualTo("{\"data\":{\"entity\":null}}");
    }

    @Test
    void thatItChangedHandsIsToldOnlyToThoseWhoSeeIt() {
        String since = Instant.now(Clock.systemUTC()).minusSeconds(1).toString();
        claim(HIDDEN, "\"leak-owners\"");
        claim("leak-seen", "\"leak-owners\"");
        String changes =
                "{ ownershipChanges(since: \"%s\", first: 100) { nodes { ref to } } }"
                        .formatted(since);

        assertThat(graphQl(changes, "user"))
                .contains(
                        "{\"ref\":\"component:default/leak-hidden\","
                                + "\"to\":\"group:default/leak-owners\"}");
        assertThat(graphQl(changes, "blind"))
                .isEqualTo("{\"data\":{\"ownershipChanges\":{\"nodes\":[]}}}");
        claim(HIDDEN, "null");
        claim("leak-seen", "null");
    }

    private static void claim(String name, String owner) {
        given().header(RoleViewer.HEADER, "admin")
                .contentType("application/json")
                .body("{\"entity\": \"component:default/" + name + "\", \"owner\": " + owner + "}")
                .put("/api/catalog/claims")
                .then()
                .statusCode(200);
    }

    @Test
    void aPolicyOfTheCatalogCountsAsSoonAsReadsReflectIt() {
        String path = "/api/catalog/entities/by-name/component/default/leak-seen";
        assertThat(get(path, "user").statusCode()).isEqualTo(200);

        sample.hide("leak-seen", "visitor");
        assertThat(get(path, "user").statusCode()).isEqualTo(404);
        assertThat(get(path, "owner").statusCode()).isEqualTo(200);

        sample.show("leak-seen");
        assertThat(get(path, "user").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsRefusedIsInTheAudit() {
        String act = "catalog.entity.delete";
        given().header(RoleViewer.HEADER, "user")
                .delete("/api/catalog/entities/by-uid/" + sample.uid("leak-seen"))
                .then()
                .statusCode(403);

        await().atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                get("/api/audit?actor=user:default/visitor&act=" + act, "admin")
                                        .asString()
                                        .contains("component:default/leak-seen"));
        String line =
                get("/api/audit?actor=user:default/visitor&act=" + act, "admin")
                        .asString()
                        .lines()
                        .findFirst()
                        .orElseThrow();
        JsonObject record = JsonObject.parse(line);
        assertThat(record.text("result")).contains("refused");
        assertThat(record.text("address")).contains("127.0.0.1");
        assertThat(record.text("request")).isPresent();
        assertThat(
                        graphQl(
                                "{ audit(filter: {act: \""
                                        + act
                                        + "\"}) { nodes { actor target result } } }",
                                "admin"))
                .contains("user:default/visitor");
    }

    @Test
    void backstageIsToldWhichButtonsToShow() {
        String body =
                """
                {"items":[
                 {"id":"1","permission":{"type":"basic","name":"catalog.entity.create","attributes":{}}},
                 {"id":"2","permission":{"type":"resource","name":"catalog.entity.delete",
                  "resourceType":"catalog-entity","attributes":{}},
                  "resourceRef":["component:default/leak-seen","component:default/leak-hidden"]},
                 {"id":"3","permission":{"type":"basic","name":"devtools.info.read","attributes":{}}}]}
                """;

        assertThat(authorize(body, "user"))
                .isEqualTo(
                        "{\"items\":[{\"id\":\"1\",\"result\":\"ALLOW\"},{\"id\":\"2\",\"result\":"
                                + "[\"DENY\",\"DENY\"]},{\"id\":\"3\",\"result\":\"DENY\"}]}");
        assertThat(authorize(body, "owner")).contains("[\"ALLOW\",\"ALLOW\"]");
        assertThat(authorize(body, "anonymous")).doesNotContain("ALLOW");
        assertThat(authorize(body, "admin")).doesNotContain("DENY");
    }

    private static String authorize(String body, String role) {
        return given().header(RoleViewer.HEADER, role)
                .contentType("application/json")
                .body(body)
                .post("/api/permission/authorize")
                .asString();
    }

    @Test
    void answersHaveAnIdAndHeadersForBrowsers() {
        Response own = given().header("X-Request-Id", "abc-1").get("/api/kinds");
        assertThat(own.header("X-Request-Id")).isEqualTo("abc-1");
        assertThat(own.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(own.header("X-Frame-Options")).isEqualTo("DENY");
        Response odd = given().header("X-Request-Id", "a b").get("/api/none");
        assertThat(odd.header("X-Request-Id")).isNotEqualTo("a b").hasSize(36);
    }

    @Test
    void itsRemovalIsToldOnlyToThoseWhoSawIt() {
        String before = cursor();
        sample.remove(HIDDEN);
        sample.remove("leak-far");
        String changes = "/api/changes?limit=1000&after=" + before;

        assertThat(get(changes, "user").asString()).contains(HIDDEN).contains("leak-far");
        assertThat(get(changes, "blind").asString()).doesNotContain(HIDDEN).contains("leak-far");
        String history = "{ history(ref: \"component:default/leak-hidden\") { type } }";
        assertThat(graphQl(history, "user")).contains("REMOVED");
        assertThat(graphQl(history, "blind")).contains("\"history\":[]");
    }

    @Test
    void subscribersHearNothingOfIt() {
        Messages messages = new Messages();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .subprotocols("graphql-transport-ws")
                        .header(RoleViewer.HEADER, "blind")
                        .buildAsync(
                                URI.create(endpoint.toString().replaceFirst("http", "ws")),
                                messages)
                        .join();
        try {
            send(socket, Map.of("type", "connection_init"));
            await().until(() -> messages.text().contains("connection_ack"));
            send(
                    socket,
                    Map.of(
                            "id",
                            "1",
                            "type",
                            "subscribe",
                            "payload",
                            Map.of("query", "subscription { changes { ref entity { title } } }")));
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                sample.put(HIDDEN, true, "leak-seen");
                                sample.remove(HIDDEN);
                                sample.put(HIDDEN, true);
                                sample.put("leak-seen", false);
                                sample.put("leak-seen", false, "leak-far");
                                return messages.text().contains("Title of leak-seen");
                            });
        } finally {
            socket.abort();
        }

        assertThat(messages.text()).doesNotContain(HIDDEN);
    }

    private static void send(WebSocket socket, Map<String, ?> message) {
        socket.sendText(JsonValues.toJson(message), true).join();
    }

    private static Response get(String path, String role) {
        return given().header(RoleViewer.HEADER, role).get(path);
    }

    private static String graphQl(String query, String role) {
        String answer =
                given().header(RoleViewer.HEADER, role)
                        .contentType("application/json")
                        .body(Map.of("query", query))
                        .post("/graphql")
                        .asString();
        return JsonObject.parse(answer).without("extensions").toJson();
    }

    private static final class Messages implements WebSocket.Listener {
        private final Queue<String> received = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(data.toString());
            socket.request(1);
            return null;
        }

        String text() {
            return String.join("", received);
        }
    }
}
