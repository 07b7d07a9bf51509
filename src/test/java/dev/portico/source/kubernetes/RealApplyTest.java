package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import dev.portico.source.ClusterApply.Applied;
import dev.portico.source.ClusterApply.Request;
import dev.portico.test.RealKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Applies objects to a real API server.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class RealApplyTest {
    private static final ApplyRule OPEN = new ApplyRule(true, List.of(), List.of());

    private final RealKubernetes.ApiServer server;
    private final List<ClusterSettings> clusters = new ArrayList<>();
    private final ServerSideApply apply = new ServerSideApply(() -> clusters, false);

    @TempDir Path folder;

    RealApplyTest(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @AfterEach
    void close() {
        apply.close();
    }

    @Test
    void aDeploymentIsAppliedOnceHoweverOften() throws Exception {
        String namespace = server.createNamespace("apply");
        cluster(server.adminToken(), OPEN);

        Applied first = apply(namespace, deployment(1)).getFirst();
        Applied again = apply(namespace, deployment(1)).getFirst();
        Applied changed = apply(namespace, deployment(3)).getFirst();

        assertThat(first.namespace()).isEqualTo(namespace);
        assertThat(first.uid()).isNotEmpty();
        assertThat(again).isEqualTo(first);
        assertThat(changed.uid()).isEqualTo(first.uid());
        assertThat(changed.resourceVersion()).isNotEqualTo(first.resourceVersion());
        assertThat(
                        server.kubectl(
                                "--namespace",
                                namespace,
                                "get",
                                "deployment",
                                "web",
                                "--show-managed-fields",
                                "--output=jsonpath={.spec.replicas}"
                                        + " {.metadata.managedFields[*].manager}"))
                .isEqualTo("3 portico");
    }

    @Test
    void whatTheServerRefusesIsToldAndNothingIsStored() throws IOException {
        String namespace = server.createNamespace("refused");
        cluster(server.adminToken(), OPEN);

        refused(
                ErrorCode.UNPROCESSABLE,
                "does not take Deployment 'web' in " + namespace + ": ",
                "replicass",
                namespace,
                map("first"),
                JsonObject.parse(deployment(1).toJson().replace("\"replicas\"", "\"replicass\"")));
        refused(
                ErrorCode.UNPROCESSABLE,
                "does not take ConfigMap 'Not_A_Name'",
                "RFC 1123",
                namespace,
                map("first"),
                map("Not_A_Name"));
        assertThat(server.kubectl("--namespace", namespace, "get", "configmaps", "--output=name"))
                .doesNotContain("first");
    }

    @Test
    void aResourceOfADefinitionAndItsNamespaceComeTogether() throws Exception {
        String namespace = server.createNamespace("claims") + "-new";
        server.apply(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: xbuckets.apply.example.org}
                spec:
                  group: apply.example.org
                  scope: Namespaced
                  names: {kind: XBucket, plural: xbuckets}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema:
                          type: object
                          properties:
                            spec:
                              type: object
                              required: [region]
                              properties:
                                region: {type: string}
                                size: {type: integer, default: 1}
                """);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> server.kubectl("get", "xbuckets", "-A") != null);
        cluster(server.adminToken(), OPEN);

        List<Applied> applied =
                apply(
                        namespace,
                        object("v1", "Namespace", namespace, Map.of()),
                        object(
                                "apply.example.org/v1",
                                "XBucket",
                                "orders",
                                Map.of("region", "eu")));

        assertThat(applied).extracting(Applied::uid).doesNotContain("");
        assertThat(
                        server.kubectl(
                                "--namespace",
                                namespace,
                                "get",
                                "xbucket",
                                "orders",
                                "--output=jsonpath={.spec.region} {.spec.size}"))
                .isEqualTo("eu 1");
        refused(
                ErrorCode.UNPROCESSABLE,
                "does not take XBucket 'bad'",
                "spec.region: Required value",
                namespace,
                object("apply.example.org/v1", "XBucket", "bad", Map.of()));
    }

    @Test
    void neitherTheSettingsNorTheServerLetItGoElsewhere() throws IOException {
        String open = server.createNamespace("open");
        String closed = server.createNamespace("closed");
        cluster(server.adminToken(), new ApplyRule(true, List.of(open), List.of()));
        refused(
                ErrorCode.FORBIDDEN,
                "Nothing may be applied to the namespace '" + closed + "'",
                "apply-namespaces allow " + open,
                closed,
                map("x"));

        clusters.clear();
        cluster(server.readerToken(), OPEN);
        refused(
                ErrorCode.FORBIDDEN,
                "does not take ConfigMap 'x' in " + open,
                "cannot patch resource",
                open,
                map("x"));
    }

    @Test
    void aFieldThatSomebodyElseManagesIsNotTakenUnlessForced() throws Exception {
        String namespace = server.createNamespace("managed");
        cluster(server.adminToken(), OPEN);
        apply(namespace, deployment(1));
        server.kubectl("--namespace", namespace, "scale", "deployment/web", "--replicas=5");

        refused(ErrorCode.CONFLICT, "Deployment 'web'", ".spec.replicas", namespace, deployment(2));

        apply.apply(new Request("real", List.of(deployment(2)), namespace, true, false), _ -> {});
        assertThat(
                        server.kubectl(
                                "--namespace",
                                namespace,
                                "get",
                                "deployment",
                                "web",
                                "--output=jsonpath={.spec.replicas}"))
                .isEqualTo("2");
    }

    private List<Applied> apply(String namespace, JsonObject... objects)
            throws InterruptedException {
        return apply.apply(new Request("real", List.of(objects), namespace, false, false), _ -> {});
    }

    private void refused(
            ErrorCode code,
            String message,
            String reason,
            String namespace,
            JsonObject... objects) {
        assertThatThrownBy(() -> apply(namespace, objects))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message)
                .hasMessageContaining(reason);
    }

    private void cluster(String token, ApplyRule rule) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), token);
        clusters.add(
                new ClusterSettings(
                        "real",
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        null,
                        List.of(),
                        new Reach.Address(server.url(), null, file, true),
                        rule,
                        "test"));
    }

    private static JsonObject map(String name) {
        return JsonObject.of(
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name)));
    }

    private static JsonObject object(
            String apiVersion, String kind, String name, Map<String, ?> spec) {
        return JsonObject.of(
                Map.of(
                        "apiVersion",
                        apiVersion,
                        "kind",
                        kind,
                        "metadata",
                        Map.of("name", name),
                        "spec",
                        spec));
    }

    private static JsonObject deployment(int replicas) {
        String yaml =
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers: [{name: web, image: example.org/web:1}]
                """
                        .formatted(replicas);
        return JsonObject.of((Map<?, ?>) Yaml.read(yaml));
    }
}
