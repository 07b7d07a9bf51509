package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.test.RealKubernetes;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chart renders, given to a real API server.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class ChartOnApiServerTest {
    private final RealKubernetes.ApiServer server;

    ChartOnApiServerTest(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{replicaCount: 3, database: {existingSecret: db}, persistence: {enabled: false}}",
                "{cluster: {follow: false}, service: {type: NodePort}, image: {tag: '1'}}",
                "{rbac: {namespaces: [default], crossplaneGroups: [platform.acme.io]}}",
            })
    void isTakenByTheApiServer(String values) throws Exception {
        String namespace = server.createNamespace("chart");
        Chart chart = Chart.render(namespace, values);

        String taken =
                server.kubectlWith(
                        chart.yaml(),
                        "apply",
                        "--dry-run=server",
                        "--validate=strict",
                        "--filename=-",
                        "--output=name");

        assertThat(taken.lines()).hasSize(chart.objects().size());
        assertThat(taken).contains("deployment.apps/portico\n", "service/portico\n");
    }

    @Test
    void letsTheProgramReadWorkloadsAndNothingElse() throws Exception {
        String namespace = server.createNamespace("chart");
        server.apply(Chart.render(namespace, "{}").yaml());
        String token = server.createToken(namespace, "portico");

        assertThat(
                        server.kubectl(
                                "--token",
                                token,
                                "-n",
                                namespace,
                                "get",
                                "deployments,pods",
                                "-o",
                                "name"))
                .isEqualTo("deployment.apps/portico\n");
        assertThat(Stream.of("list deployments", "watch pods", "get services").map(canI(token)))
                .containsOnly(true);
        assertThat(
                        Stream.of(
                                        "get secrets",
                                        "list configmaps",
                                        "get pods --subresource=log",
                                        "create deployments",
                                        "update deployments --subresource=scale",
                                        "patch namespaces",
                                        "delete pods")
                                .map(canI(token)))
                .containsOnly(false);
    }

    private Function<String, Boolean> canI(String token) {
        return what -> {
            String[] words = ("--token %s auth can-i %s".formatted(token, what)).split(" ");
            try {
                return server.kubectl(words).equals("yes\n");
            } catch (IllegalStateException e) {
                return false;
            }
        };
    }
}
