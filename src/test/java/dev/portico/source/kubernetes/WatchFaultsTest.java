package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.ErrorCode;
import dev.portico.runtime.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an API server may do to those that watch, on one that does it when told.
class WatchFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeApi api = new FakeApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listsAnewWhenTheServerForgotWhatWas(boolean asEvent) {
        deployment("stays", 2);
        deployment("goes", 1);
        try (Followed cluster = followed()) {
            long listed = api.version();
            cluster.runtime.written.clear();

            api.loseHistory(FakeApi.DEPLOYMENTS, "goes", asEvent);

            await().atMost(SOON).until(() -> cluster.workload("shop", "goes").isEmpty());
            assertThat(cluster.workload("shop", "stays").orElseThrow().wanted()).isEqualTo(2);
            assertThat(cluster.runtime.written).isEmpty();
            assertThat(api.lists(FakeApi.DEPLOYMENTS)).isEqualTo(2);
            await().atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(api.watched(FakeApi.DEPLOYMENTS))
                                            .containsExactly(listed, listed, api.version()));
            assertThat(api.lists(FakeApi.APPLICATIONS)).isEqualTo(1);
            assertThat(cluster.status().unseen()).isEmpty();

            deployment("stays", 3);
            await().atMost(SOON).until(() -> wanted(cluster, "stays") == 3);
        }
    }

    @Test
    void goesOnFromWhereItWasWhenAWatchEnds() {
        deployment("orders", 1);
        try (Followed cluster = followed()) {
            long listed = api.version();
            deployment("orders", 2);
            await().atMost(SOON).until(() -> wanted(cluster, "orders") == 2);
            long seen = api.version();

            api.endWatches(FakeApi.DEPLOYMENTS);
            deployment("basket", 4);
            api.remove(FakeApi.DEPLOYMENTS, "orders");

            await().atMost(SOON).until(() -> cluster.workload("shop", "orders").isEmpty());
            assertThat(wanted(cluster, "basket")).isEqualTo(4);
            assertThat(api.watched(FakeApi.DEPLOYMENTS)).containsExactly(listed, seen);
            assertThat(api.lists(FakeApi.DEPLOYMENTS)).isEqualTo(1);
        }
    }

    @Test
    void beginsAListAgainWhosePagesExpired() {
        for (int i = 1; i <= 5; i++) {
            deployment("app-" + i, i);
        }
        api.page(FakeApi.DEPLOYMENTS, 2, 1);

        try (Followed cluster = followed()) {
            assertThat(cluster.runtime.rows.keySet())
                    .containsExactly(
                            Followed.deployment("shop", "app-1"),
                            Followed.deployment("shop", "app-2"),
                            Followed.deployment("shop", "app-3"),
                            Followed.deployment("shop", "app-4"),
                            Followed.deployment("shop", "app-5"));
            assertThat(wanted(cluster, "app-5")).isEqualTo(5);
            assertThat(
                            api.requests.stream()
                                    .filter(each -> each.startsWith(FakeApi.DEPLOYMENTS))
                                    .filter(each -> !each.contains("watch=true")))
                    .containsExactly(
                            FakeApi.DEPLOYMENTS + "?limit=500",
                            FakeApi.DEPLOYMENTS + "?limit=500&continue=2",
                            FakeApi.DEPLOYMENTS + "?limit=500",
                            FakeApi.DEPLOYMENTS + "?limit=500&continue=2",
                            FakeApi.DEPLOYMENTS + "?limit=500&continue=4");
            assertThat(cluster.status().unseen()).isEmpty();
        }
    }

    @Test
    void hugeAnnotationsAreCutAndSayIt() {
        String huge = "x".repeat(1_000_000);
        deployment("orders", 2);
        api.put(
                FakeApi.DEPLOYMENTS,
                "heavy",
                deployment(
                        "heavy",
                        1,
                        "\"portico.dev/notes\":\""
                                + huge
                                + "\",\"kubectl.kubernetes.io/last-applied-configuration\":\""
                                + huge
                                + "\""));
        try (Followed cluster = followed()) {
            Workload heavy = cluster.workload("shop", "heavy").orElseThrow();

            assertThat(heavy.annotations()).containsOnlyKeys("portico.dev/notes");
            assertThat(heavy.annotations().get("portico.dev/notes"))
                    .hasSize(2_000)
                    .startsWith("xxx")
                    .endsWith("…");
            assertThat(heavy.problems())
                    .containsExactly(
                            "The annotation 'portico.dev/notes' has 1000000 characters; it is cut"
                                    + " after 2000.");
            assertThat(heavy.wanted()).isEqualTo(1);
            assertThat(cluster.workload("shop", "orders").orElseThrow().problems()).isEmpty();

            api.put(
                    FakeApi.DEPLOYMENTS,
                    "heavy",
                    deployment("heavy", 7, "\"portico.dev/notes\":\"" + huge + "\""));
            await().atMost(SOON).until(() -> wanted(cluster, "heavy") == 7);
            assertThat(api.lists(FakeApi.DEPLOYMENTS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"ord",
                "<html>502 Bad Gateway</html>",
                "[]",
                "{\"type\":\"ERROR\",\"object\":{\"code\":9999999999,\"message\":\"odd\"}}",
                "{\"type\":\"ERROR\",\"object\":\"no status\"}"
            })
    void aLineThatIsNoObjectStartsThatWatchAgainAndNoOther(String line) {
        deployment("orders", 1);
        try (Followed cluster = followed()) {
            long listed = api.version();
            await().atMost(SOON).until(() -> api.watched(FakeApi.APPLICATIONS).size() == 1);
            await().atMost(SOON).until(() -> api.watched(FakeApi.DEPLOYMENTS).size() == 1);

            api.sendRaw(FakeApi.DEPLOYMENTS, line);
            deployment("orders", 2);

            await().atMost(SOON).until(() -> wanted(cluster, "orders") == 2);
            assertThat(api.watched(FakeApi.DEPLOYMENTS)).containsExactly(listed, listed);
            assertThat(api.lists(FakeApi.DEPLOYMENTS)).isEqualTo(1);
            assertThat(api.watched(FakeApi.APPLICATIONS)).hasSize(1);
            assertThat(cluster.status().staleSince()).isNull();
            await().atMost(SOON).until(() -> cluster.status().unseen().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":[],\"spec\":\"none\"}}",
                "{\"type\":\"DELETED\",\"object\":{}}",
                "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"name\":\"orders\","
                        + "\"namespace\":\"shop\",\"annotations\":3},\"spec\":{\"replicas\":{}}}}",
                "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"1 0%&\"}}}"
            })
    void anObjectOfOddShapeHarmsNothing(String line) {
        deployment("orders", 1);
        try (Followed cluster = followed()) {
            await().atMost(SOON).until(() -> api.watched(FakeApi.DEPLOYMENTS).size() == 1);

            api.sendRaw(FakeApi.DEPLOYMENTS, line);
            api.endWatches(FakeApi.DEPLOYMENTS);
            await().atMost(SOON)
                    .until(() -> api.requests.getLast().startsWith(FakeApi.DEPLOYMENTS));
            deployment("orders", 2);

            await().atMost(SOON).until(() -> wanted(cluster, "orders") == 2);
            assertThat(cluster.status().staleSince()).isNull();
        }
    }

    @Test
    void anotherNodeThatTakesItUpEndsTheFollowing() {
        deployment("orders", 1);
        FakeRuntime runtime = new FakeRuntime();
        try (Followed cluster = new Followed(runtime, api.reach(), List.of())) {
            cluster.complete();
            runtime.written.clear();

            runtime.failure = ErrorCode.CONFLICT;
            deployment("orders", 2);
            await().atMost(SOON).until(cluster.source::hasEnded);
            runtime.failure = null;
            api.requests.clear();
            deployment("orders", 3);
            api.endWatches(FakeApi.DEPLOYMENTS);

            await().during(Duration.ofSeconds(1)).until(api.requests::isEmpty);
            assertThat(wanted(cluster, "orders")).isEqualTo(1);
            assertThat(runtime.written).isEmpty();
            try (Followed other = new Followed(runtime, api.reach(), List.of())) {
                other.complete();
                assertThat(wanted(other, "orders")).isEqualTo(3);
                assertThat(runtime.written).containsExactly(Followed.deployment("shop", "orders"));
            }
        }
    }

    @Test
    void aNodeThatLostTheLeaseBeforeItBeganAsksNothing() {
        FakeRuntime runtime = new FakeRuntime();
        runtime.failure = ErrorCode.CONFLICT;
        try (Followed cluster = new Followed(runtime, api.reach(), List.of())) {
            await().atMost(SOON).until(cluster.source::hasEnded);

            assertThat(api.requests).isEmpty();
            assertThat(runtime.status).isNull();
        }
    }

    private Followed followed() {
        return Followed.of(api.reach()).complete();
    }

    private static int wanted(Followed cluster, String name) {
        return cluster.workload("shop", name).orElseThrow().wanted();
    }

    private void deployment(String name, int replicas) {
        api.put(FakeApi.DEPLOYMENTS, name, deployment(name, replicas, ""));
    }

    private static String deployment(String name, int replicas, String annotations) {
        return ("{\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\",\"resourceVersion\":\"@\","
                        + "\"annotations\":{%s}},\"spec\":{\"replicas\":%d}}")
                .formatted(name, annotations, replicas);
    }
}
