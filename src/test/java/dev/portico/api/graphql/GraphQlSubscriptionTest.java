package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.runtime.Health;
import dev.portico.runtime.Observations;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GraphQlSubscriptionTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TestHTTPResource("/graphql")
    URI endpoint;

    @Inject StoredSample sample;
    @Inject StoredCluster cluster;
    @Inject CountingQuery query;

    @Test
    void changesAreToldWithTheEntityAsItIsThen() throws Exception {
        int others = query.followers();
        long start = sample.position();
        Answer.to("{ position }", Map.of(), Map.of("Portico-Min-Position", String.valueOf(start)));
        Messages messages = new Messages();
        WebSocket socket = connect(messages);
        try {
            send(socket, Map.of("type", "connection_init"));
            await().atMost(SOON).until(() -> messages.types().contains("connection_ack"));
            send(
                    socket,
                    Map.of(
                            "id",
                            "1",
                            "type",
                            "subscribe",
                            "payload",
                            Map.of(
                                    "query",
                                    "subscription { changes(kinds: [\"Component\"], owner:"
                                            + " \"group:graphql/team-1\") { type ref position"
                                            + " entity { ... on Component { lifecycle system {"
                                            + " name } } } } }")));

            await().atMost(SOON)
                    .until(
                            () -> {
                                sample.write(component("told", "experimental", "team-1"));
                                sample.remove(component("told", "experimental", "team-1"));
                                return !messages.changes().isEmpty();
                            });
            sample.write(component("other", "experimental", "team-2"));
            sample.write(component("mine", "experimental", "team-1"));
            sample.write(component("mine", "production", "team-1"));
            await().atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(messages.of("mine"))
                                            .as("%s", messages.received)
                                            .hasSize(2));
        } finally {
            socket.abort();
        }

        assertThat(messages.of("other")).isEmpty();
        assertThat(messages.of("mine").getFirst().text("type")).contains("CREATED");
        JsonObject last = messages.of("mine").getLast();
        assertThat(last.text("type")).contains("UPDATED");
        assertThat(last.object("entity").text("lifecycle")).contains("production");
        assertThat(last.object("entity").object("system").text("name")).contains("system-1");
        await().atMost(SOON).until(() -> query.followers() == others);
        sample.remove(component("mine", "production", "team-1"));
        sample.remove(component("other", "production", "team-1"));
    }

    @Test
    void changesOfHealthAreToldAsTheyHappen() {
        long start = sample.position();
        Answer.to("{ position }", Map.of(), Map.of("Portico-Min-Position", String.valueOf(start)));
        String ref = "component:graphql/component-2";
        Messages messages = new Messages();
        WebSocket socket = connect(messages);
        try {
            send(socket, Map.of("type", "connection_init"));
            await().atMost(SOON).until(() -> messages.types().contains("connection_ack"));
            send(
                    socket,
                    Map.of(
                            "id",
                            "1",
                            "type",
                            "subscribe",
                            "payload",
                            Map.of(
                                    "query",
                                    "subscription { healthChanges(refs: [\""
                                            + ref
                                            + "\"]) { ref before { health } after { health reason }"
                                            + " entity { name } } }")));

            await().atMost(SOON)
                    .until(
                            () -> {
                                cluster.holds(told(ref, Health.HEALTHY));
                                cluster.holds(told(ref, Health.DEGRADED));
                                return !messages.next("healthChanges").isEmpty();
                            });
        } finally {
            socket.abort();
        }

        assertThat(messages.next("healthChanges"))
                .allSatisfy(change -> assertThat(change.text("ref")).contains(ref))
                .anySatisfy(
                        change -> {
                            assertThat(change.object("after").text("health")).contains("DEGRADED");
                            assertThat(change.object("after").text("reason"))
                                    .contains("0 of 2 replicas are ready");
                            assertThat(change.object("entity").text("name"))
                                    .contains("component-2");
                        });
    }

    private static Workload told(String ref, Health health) {
        return Observations.workload(
                Observations.deployment("told", "told"),
                Map.of(),
                Map.of("portico.dev/entity", ref),
                "ghcr.io/acme/told",
                new Verdict(health, health == Health.HEALTHY ? "" : "0 of 2 replicas are ready"));
    }

    private WebSocket connect(Messages messages) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create(endpoint.toString().replaceFirst("^http", "ws")), messages)
                .join();
    }

    private static void send(WebSocket socket, Map<String, ?> message) {
        socket.sendText(JsonValues.toJson(message), true).join();
    }

    private static String component(String name, String lifecycle, String owner) {
        return StoredSample.component(
                name,
                "{type: service, lifecycle: %s, owner: %s, system: system-1}"
                        .formatted(lifecycle, owner));
    }

    private static final class Messages implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private final List<JsonObject> received = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(JsonObject.parse(partial.toString()));
                partial.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        List<String> types() {
            return received.stream().flatMap(message -> message.text("type").stream()).toList();
        }

        List<JsonObject> changes() {
            return next("changes");
        }

        List<JsonObject> next(String field) {
            return received.stream()
                    .filter(message -> message.text("type").equals(Optional.of("next")))
                    .map(message -> message.object("payload").object("data").object(field))
                    .toList();
        }

        List<JsonObject> of(String name) {
            return changes().stream()
                    .filter(
                            change ->
                                    change.text("ref")
                                            .orElse("")
                                            .equals("component:graphql/" + name))
                    .toList();
        }
    }
}
