package dev.portico.runtime;

import static dev.portico.runtime.Observations.deployment;
import static dev.portico.runtime.Observations.workload;
import static dev.portico.runtime.RuntimeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.RuntimeFixture.Node;
import dev.portico.test.TestDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that follow one database.
class RuntimeFollowerTest {
    @TempDir private Path folder;
    private RuntimeFixture runtime;
    private SourceLease git;

    @BeforeEach
    void start() {
        runtime = new RuntimeFixture(TestDatabase.fresh(), folder);
        git = runtime.catalog.source("git:a", SourceClass.GIT);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void everyNodeShowsWhatOneWrites() {
        Node first = runtime.node();
        RuntimeStream stream = runtime.stream("prod");
        stream.write(
                List.of(
                        workload("shop", "orders", Health.HEALTHY),
                        workload("shop", "cart", Health.HEALTHY)),
                List.of());
        Node second = runtime.node();
        for (Node node : List.of(first, second)) {
            await().untilAsserted(() -> assertThat(names(node)).containsExactly("cart", "orders"));
        }

        stream.write(
                List.of(workload("shop", "orders", Health.DEGRADED)),
                List.of(deployment("shop", "cart")));
        stream.status(new RuntimeStream.Status(Instant.EPOCH, "away", "v1.34.0", Map.of()));

        for (Node node : List.of(first, second)) {
            await().untilAsserted(
                            () -> {
                                assertThat(names(node)).containsExactly("orders");
                                ClusterState state = node.query.clusters().getFirst();
                                assertThat(state.error()).isEqualTo("away");
                                assertThat(state.health()).isEqualTo(Map.of(Health.DEGRADED, 1L));
                                assertThat(
                                                node.query
                                                        .workloads(RuntimeFilter.ALL)
                                                        .getFirst()
                                                        .staleSince())
                                        .isEqualTo(Instant.EPOCH);
                            });
        }
    }

    @Test
    void aNodeThatMissedRemovalsReadsAllAnew() {
        Node node = runtime.node();
        RuntimeStream stream = runtime.stream("prod");
        stream.write(
                List.of(
                        workload("shop", "orders", Health.HEALTHY),
                        workload("shop", "cart", Health.HEALTHY)),
                List.of());
        await().untilAsserted(() -> assertThat(names(node)).hasSize(2));
        node.follower.stop();

        stream.write(List.of(), List.of(deployment("shop", "cart")));
        runtime.catalog.sql.inTransaction(
                tx -> tx.update("update runtime_object set gone_at = gone_at - interval '2 h'"));
        assertThat(runtime.transitions.purge(Duration.ofDays(1))).isEqualTo(1);
        node.follower.look();

        assertThat(names(node)).containsExactly("orders");
    }

    @Test
    void aSourceThatWentAndCameBackIsAnother() {
        Node node = runtime.node();
        SourceLease lease = runtime.cluster("prod");
        RuntimeStream stream = runtime.writer.open(lease, "prod");
        stream.write(List.of(workload("shop", "orders", Health.HEALTHY)), List.of());
        await().untilAsserted(() -> assertThat(names(node)).containsExactly("orders"));

        runtime.catalog.writer.removeSource(lease.source(), "test");
        await().untilAsserted(() -> assertThat(node.query.clusters()).isEmpty());
        runtime.stream("prod").write(List.of(workload("shop", "cart", Health.HEALTHY)), List.of());

        await().untilAsserted(() -> assertThat(names(node)).containsExactly("cart"));
    }

    @Test
    void linksFollowBothTheCatalogAndTheCluster() {
        Node node = runtime.node();
        RuntimeStream stream = runtime.stream("prod");
        Workload orders =
                Observations.labelled(
                        "shop", "orders", Map.of("backstage.io/kubernetes-id", "orders"));
        stream.write(List.of(orders), List.of());
        await().untilAsserted(() -> assertThat(names(node)).containsExactly("orders"));
        assertThat(link(node)).isEmpty();

        var component =
                CatalogFixture.component(
                        "l",
                        "orders-api",
                        "team-a",
                        Map.of("annotations", Map.of("backstage.io/kubernetes-id", "orders")));
        runtime.catalog.put(git, component);

        await().untilAsserted(
                        () ->
                                assertThat(link(node))
                                        .contains(
                                                new Seen.Link(
                                                        CatalogFixture.ref("orders-api"),
                                                        "label backstage.io/kubernetes-id",
                                                        "orders")));
        assertThat(node.query.health(CatalogFixture.ref("orders-api"))).contains(Verdict.HEALTHY);

        runtime.catalog.remove(git, component);

        await().untilAsserted(() -> assertThat(link(node)).isEmpty());
        assertThat(node.query.health(CatalogFixture.ref("orders-api"))).isEmpty();
    }

    @Test
    void verdictsAreToldAndLeaveEntitiesAlone() {
        runtime.catalog.put(git, CatalogFixture.component("l", "orders", "team-a"));
        Node node = runtime.node();
        List<RuntimeQuery.VerdictChange> changes = new CopyOnWriteArrayList<>();
        node.query.onVerdict(changes::add);
        RuntimeStream stream = runtime.stream("prod");
        stream.write(List.of(named(Health.HEALTHY)), List.of());
        await().untilAsserted(() -> assertThat(changes).hasSize(1));
        String etag = node.index.find(CatalogFixture.ref("orders")).orElseThrow().etag();
        long position = runtime.catalog.feed.latest();

        stream.write(List.of(named(Health.DEGRADED)), List.of());

        await().untilAsserted(() -> assertThat(changes).hasSize(2));
        RuntimeQuery.VerdictChange change = changes.getLast();
        assertThat(change.entity()).isEqualTo(CatalogFixture.ref("orders"));
        assertThat(change.before()).contains(Verdict.HEALTHY);
        assertThat(change.after().map(Verdict::health)).contains(Health.DEGRADED);
        assertThat(change.byCluster()).isEqualTo(Map.of("prod", Health.DEGRADED));
        assertThat(runtime.catalog.feed.latest()).isEqualTo(position);
        assertThat(node.index.position()).isEqualTo(position);
        assertThat(node.index.find(CatalogFixture.ref("orders")).orElseThrow().etag())
                .isEqualTo(etag);
    }

    @Test
    void whatCameOrChangedIsTold() throws Exception {
        runtime.catalog.put(git, CatalogFixture.component("l", "orders", "team-a"));
        Node node = runtime.node();
        RuntimeStream stream = runtime.stream("prod");
        Workload orders = named(Health.HEALTHY);
        stream.write(List.of(orders), List.of());
        await().untilAsserted(() -> assertThat(names(node)).containsExactly("orders"));
        await().untilAsserted(() -> assertThat(link(node)).isPresent());
        List<RuntimeQuery.Observed> observed = new CopyOnWriteArrayList<>();
        AutoCloseable listening = node.query.onObserved(observed::add);

        stream.write(List.of(named(Health.DEGRADED)), List.of());

        await().untilAsserted(
                        () ->
                                assertThat(observed)
                                        .containsExactly(
                                                new RuntimeQuery.Observed(
                                                        "prod",
                                                        orders.key(),
                                                        CatalogFixture.ref("orders"))));
        listening.close();
        List<RuntimeQuery.VerdictChange> changes = new CopyOnWriteArrayList<>();
        node.query.onVerdict(changes::add);
        stream.write(List.of(named(Health.HEALTHY)), List.of());
        await().untilAsserted(() -> assertThat(changes).isNotEmpty());
        assertThat(observed).hasSize(1);
    }

    @Test
    void reportedDeploymentsAreShownByEveryNode() {
        runtime.catalog.put(git, CatalogFixture.component("l", "orders", "team-a"));
        Node first = runtime.node();
        Node second = runtime.node();
        first.index.awaitPosition(1, Duration.ofSeconds(10));
        ReportedDeployments deployments =
                new ReportedDeployments(first.index, runtime.deploymentTable);
        Deployment old = reported("1", Instant.parse("2026-01-01T00:00:00Z"), Health.HEALTHY);
        Deployment now = reported("2", Instant.parse("2026-01-02T00:00:00Z"), Health.DEGRADED);

        deployments.report(List.of(now));
        deployments.report(List.of(old));
        deployments.report(List.of(now));

        for (Node node : List.of(first, second)) {
            await().untilAsserted(
                            () ->
                                    assertThat(node.query.deployments(CatalogFixture.ref("orders")))
                                            .containsExactly(now));
            assertThat(node.query.health(CatalogFixture.ref("orders")).map(Verdict::health))
                    .contains(Health.DEGRADED);
        }
        assertThat(first.query.deploymentHistory(CatalogFixture.ref("orders"), 10))
                .containsExactly(now, old);
    }

    @Test
    void whileTheDatabaseIsAwayWhatWasKnownIsShown() {
        AtomicBoolean away = new AtomicBoolean();
        runtime.close();
        runtime = new RuntimeFixture(switched(TestDatabase.fresh(), away), folder.resolve("away"));
        Node node = runtime.node();
        RuntimeStream stream = runtime.stream("prod");
        stream.write(List.of(workload("shop", "orders", Health.HEALTHY)), List.of());
        await().untilAsserted(() -> assertThat(names(node)).containsExactly("orders"));
        List<Workload> next = List.of(workload("shop", "cart", Health.HEALTHY));

        away.set(true);

        assertThatThrownBy(node.follower::look).isInstanceOf(PorticoException.class);
        assertThatThrownBy(() -> stream.write(next, List.of()))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(names(node)).containsExactly("orders");

        away.set(false);

        assertThat(stream.write(next, List.of())).isEqualTo(1);
        await().untilAsserted(() -> assertThat(names(node)).containsExactly("cart", "orders"));
    }

    private static DataSource switched(DataSource real, AtomicBoolean away) {
        return (DataSource)
                Proxy.newProxyInstance(
                        DataSource.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (_, method, arguments) -> {
                            if (away.get() && method.getName().equals("getConnection")) {
                                throw new SQLTransientConnectionException("the test took it away");
                            }
                            return method.invoke(real, arguments);
                        });
    }

    private static Deployment reported(String version, Instant at, Health health) {
        return new Deployment(
                CatalogFixture.ref("orders"), "vm", version, null, null, health, at, "ci");
    }

    private static Workload named(Health health) {
        return workload(
                deployment("shop", "orders"),
                Map.of("app.kubernetes.io/name", "orders"),
                Map.of(),
                "nginx",
                new Verdict(health, ""));
    }

    private static List<String> names(Node node) {
        return node.query.workloads(RuntimeFilter.ALL).stream()
                .map(it -> it.observation().key().name())
                .toList();
    }

    private static Optional<Seen.Link> link(Node node) {
        return Optional.ofNullable(node.query.workloads(RuntimeFilter.ALL).getFirst().link());
    }
}
