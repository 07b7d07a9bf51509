package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.test.RealKubernetes;
import dev.portico.test.TestDatabase;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two programs on one database: one follows the cluster, both show it; when it is killed, the
/// other goes on.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class ClusterTakeoverIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir private Path folder;
    private final RealKubernetes.ApiServer server;
    private final ConnectionInfo database = TestDatabase.freshConnection();
    private Programs programs;

    ClusterTakeoverIT(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
    }

    @Test
    void anotherProgramFollowsOnWhenTheOneThatDidIsKilled() throws Exception {
        String namespace = server.createNamespace("takeover");
        deploy(namespace, "1");
        programs = new Programs(folder);
        ServerProcess one = program("one", namespace);
        one.start();
        await().atMost(SOON).until(() -> version(one).equals("1"));
        ServerProcess two = program("two", namespace);
        two.start();
        await().atMost(SOON).until(() -> version(two).equals("1"));

        deploy(namespace, "2");
        await().atMost(SOON).until(() -> version(one).equals("2") && version(two).equals("2"));
        one.kill();
        long killed = System.nanoTime();
        deploy(namespace, "3");

        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> version(two).equals("3"));
        Duration took = Duration.ofNanos(System.nanoTime() - killed);
        System.out.printf(
                "Another program showed the cluster's change %d ms after the first was killed%n",
                took.toMillis());
        // 15 s until it has the lease, and the lists of the cluster
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(Programs.troubles(two)).isEmpty();
    }

    private ServerProcess program(String name, String namespace) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), server.adminToken());
        return programs.on(name, database)
                .with("portico.kubernetes.clusters[0].name", "shared")
                .with("portico.kubernetes.clusters[0].url", server.url())
                .with("portico.kubernetes.clusters[0].ca-file", server.caFile().toString())
                .with("portico.kubernetes.clusters[0].token-file", token.toString())
                .with("portico.kubernetes.clusters[0].namespaces", namespace);
    }

    private static String version(ServerProcess program) throws Exception {
        return String.valueOf(
                JsonPath.from(
                                program.graphql(
                                                "{ workloads(filter: {cluster: \"shared\"}) {"
                                                        + " nodes { version } } }")
                                        .toJson())
                        .getString("data.workloads.nodes[0].version"));
    }

    private void deploy(String namespace, String version) {
        server.apply(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: orders, namespace: %s}
                spec:
                  selector: {matchLabels: {app: orders}}
                  template:
                    metadata: {labels: {app: orders}}
                    spec: {containers: [{name: main, image: "ghcr.io/acme/orders:%s"}]}
                """
                        .formatted(namespace, version));
    }
}
