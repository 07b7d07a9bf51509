package dev.portico.api.rest;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.portico.platform.json.JsonObject;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ChangesRestTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /// Each stream on a connection of its own.
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String OURS =
            "source=" + URLEncoder.encode(ChangesSample.SOURCE, StandardCharsets.UTF_8);

    @TestHTTPResource("/api/changes")
    URI endpoint;

    @Inject ChangesSample sample;

    @BeforeEach
    void encoded() {
        RestAssured.urlEncodingEnabled = false;
    }

    @Test
    void changesAreABatchOfEventsWithTheWayOn() {
        String start = cursor();
        sample.put("events-a", "red");
        long second = sample.put("events-a", "blue");

        Response page = when().get("/api/changes?limit=1&" + OURS + "&after=" + start);
        page.then()
                .statusCode(200)
                .contentType("application/cloudevents-batch+json;charset=utf-8")
                .header("Cache-Control", "no-store")
                .body("specversion", contains("1.0"))
                .body("type", contains("dev.portico.entity.created"))
                .body("subject", contains("component:default/events-a"))
                .body("source", contains(ChangesSample.SOURCE))
                .body("[0].data.cause.actor", equalTo("test"))
                .body("[0].data.entity", nullValue());
        assertThat(page.header("Portico-Cursor")).isEqualTo(page.jsonPath().getString("[0].id"));

        String link = page.header("Link").replaceAll("^<(.*)>; rel=\"next\"$", "$1");
        given().header("Accept", "application/json")
                .get(link + "&data=entity")
                .then()
                .statusCode(200)
                .contentType("application/json;charset=utf-8")
                .body("type", contains("dev.portico.entity.updated"))
                .body("[0].data.position", equalTo((int) second))
                .body("[0].data.entity.spec.owner", equalTo("blue"));
        when().get("/api/changes?" + OURS + "&after=" + second).then().body("", empty());
        sample.remove("events-a");
    }

    @Test
    void aLongPollIsAnsweredWhenSomethingThatFitsChanges() {
        String start = cursor();
        CompletableFuture<Response> waiting =
                CompletableFuture.supplyAsync(
                        () ->
                                when().get(
                                                "/api/changes?wait=30&owner=violet&"
                                                        + OURS
                                                        + "&after="
                                                        + start));
        sample.put("events-b", "red");
        sample.put("events-b", "violet");

        Response answer = waiting.join();

        answer.then().statusCode(200).body("type", contains("dev.portico.entity.updated"));
        sample.remove("events-b");
        when().get("/api/changes?wait=1&kind=api&after=" + start).then().body("", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "after=yesterday ~ 'yesterday' is no cursor of the change log",
                "after=999999999 ~ is of another database",
                "wait=31 ~ must be from 0 to 30, not 31",
                "limit=0 ~ must be from 1 to 1000, not 0",
                "limit=x ~ limit must be integer",
                "type=made ~ 'made' is no type of change",
                "data=all ~ allowed values: ref, entity",
                "owner=group: ~ has an empty part",
                "knid=api ~ Unknown query parameter 'knid'",
            })
    void aBadQuestionIsToldWhatWouldBeRight(String query, String sentence) {
        when().get("/api/changes?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(sentence));
        given().header("Accept", "text/event-stream")
                .get("/api/changes?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aStreamTellsChangesAndGoesOnFromTheLastEvent() throws Exception {
        String start = cursor();
        sample.put("events-c", "red");
        double others = streams();
        List<Event> seen = new CopyOnWriteArrayList<>();
        try (Following first = follow(OURS + "&after=" + start, null, seen)) {
            await().atMost(SOON).until(() -> seen.size() == 1);
            sample.put("events-c", "blue");
            await().atMost(SOON).until(() -> seen.size() == 2);
            assertThat(first.response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(streams()).isEqualTo(others + 1);
        }
        sample.put("events-c", "green");
        List<Event> again = new CopyOnWriteArrayList<>();
        try (Following second = follow(OURS, seen.getLast().id(), again)) {
            await().atMost(SOON).until(() -> again.size() == 1);
            assertThat(second.response.statusCode()).isEqualTo(200);
        }

        assertThat(seen.stream().map(Event::type))
                .containsExactly("dev.portico.entity.created", "dev.portico.entity.updated");
        assertThat(seen).allSatisfy(event -> assertThat(event.idInData()).isEqualTo(event.id()));
        assertThat(again.getFirst().type()).isEqualTo("dev.portico.entity.updated");
        await().atMost(SOON).until(() -> streams() == others);
        sample.remove("events-c");
    }

    @Test
    void aReaderThatTakesNothingDelaysNobody() throws Exception {
        String start = cursor();
        double others = streams();
        List<Event> seen = new CopyOnWriteArrayList<>();
        HttpResponse<InputStream> stuck = stream(OURS + "&data=entity&after=" + start, null);
        try (InputStream unread = stuck.body();
                Following quick = follow(OURS + "&after=" + start, null, seen)) {
            for (int i = 0; i < 20; i++) {
                sample.put("events-d", "team-" + i);
            }
            await().atMost(SOON).until(() -> seen.size() == 20);
            assertThat(quick.response.statusCode()).isEqualTo(200);
            assertThat(unread).isNotNull();
        }
        await().atMost(SOON).until(() -> streams() == others);
        sample.remove("events-d");
    }

    @Test
    void manyStreamsTakeNoPlatformThreadEach() throws Exception {
        cursor();
        double others = streams();
        long threads = threadsOfTheServer();
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                open.add(stream(OURS, null));
            }
            await().atMost(SOON).until(() -> streams() == others + 200);
            assertThat(threadsOfTheServer()).isLessThan(threads + 50);
        } finally {
            for (HttpResponse<InputStream> response : open) {
                response.body().close();
            }
        }
        await().atMost(SOON).until(() -> streams() == others);
    }

    @Test
    void subscribersAreListedAndOneThatIsNotThereIsNotResumed() {
        when().get("/api/changes/subscribers").then().statusCode(200).body("subscribers", empty());
        when().post("/api/changes/subscribers/nobody/resume")
                .then()
                .statusCode(404)
                .body("detail", containsString("no webhook subscriber named 'nobody'"));
    }

    private static long threadsOfTheServer() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient"))
                .count();
    }

    private static String cursor() {
        Response now = when().get("/api/changes");
        now.then().statusCode(200).body("", empty());
        return now.header("Portico-Cursor");
    }

    private static double streams() {
        return Metrics.globalRegistry.get("portico.changes.streams").gauge().value();
    }

    private HttpResponse<InputStream> stream(String query, String last) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint + "?" + query))
                        .header("Accept", "text/event-stream");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    }

    private Following follow(String query, String last, List<Event> seen) throws Exception {
        HttpResponse<InputStream> response = stream(query, last);
        Thread.ofVirtual()
                .start(
                        () -> {
                            String id = "";
                            Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8);
                            while (lines.hasNextLine()) {
                                String line = lines.nextLine();
                                if (line.startsWith("id: ")) {
                                    id = line.substring(4);
                                } else if (line.startsWith("data: ")) {
                                    seen.add(new Event(id, JsonObject.parse(line.substring(6))));
                                }
                            }
                        });
        return new Following(response);
    }

    private record Event(String id, JsonObject data) {
        String type() {
            return data.text("type").orElseThrow();
        }

        String idInData() {
            return data.text("id").orElseThrow();
        }
    }

    private record Following(HttpResponse<InputStream> response) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            response.body().close();
        }
    }
}
