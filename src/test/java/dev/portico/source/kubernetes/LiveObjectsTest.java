package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import dev.portico.source.ClusterObjects.Answer;
import dev.portico.source.ClusterObjects.Failure;
import dev.portico.source.ClusterObjects.Kind;
import dev.portico.test.RealKubernetes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Asks a real API server for what runs for an entity.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class LiveObjectsTest {
    private static final String ID = "backstage.io/kubernetes-id";

    private final RealKubernetes.ApiServer server;
    private final List<ClusterSettings> clusters = new ArrayList<>();
    private final List<Seen<Workload>> linked = new ArrayList<>();
    private final LiveObjects objects = new LiveObjects(() -> clusters, _ -> linked, false);

    @TempDir Path folder;

    LiveObjectsTest(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @AfterEach
    void close() {
        objects.close();
    }

    @Test
    void findsObjectsByTheAnnotationsOfTheEntity() throws IOException {
        String one = server.createNamespace("one");
        String two = server.createNamespace("two");
        server.apply(deployment(one, "web", one) + pod(one, "web-1", one));
        server.apply(deployment(two, "other", one) + pod(two, "other-1", "somebody-else"));
        clusters.add(cluster("eu", server.adminToken()));

        Answer all = objects.workloads(entity("web", Map.of(ID, one))).getFirst();

        assertThat(all.cluster().name()).isEqualTo("eu");
        assertThat(all.failures()).isEmpty();
        assertThat(names(all, "deployments")).containsExactlyInAnyOrder("web", "other");
        assertThat(names(all, "pods")).containsExactly("web-1");
        assertThat(types(all))
                .contains("services", "ingresses", "limitranges", "horizontalpodautoscalers")
                .doesNotContain("configmaps", "secrets");
        JsonObject metadata =
                all.objects().stream()
                        .filter(it -> it.type().equals("pods"))
                        .findFirst()
                        .orElseThrow()
                        .objects()
                        .getFirst()
                        .object("metadata");
        assertThat(metadata.has("managedFields")).isFalse();
        assertThat(metadata.has("uid")).isTrue();

        Map<String, String> narrowed =
                Map.of(
                        "backstage.io/kubernetes-label-selector",
                        ID + " in (" + one + ")",
                        "backstage.io/kubernetes-namespace",
                        two,
                        "backstage.io/kubernetes-cluster",
                        "eu");
        Answer second = objects.workloads(entity("web", narrowed)).getFirst();
        assertThat(names(second, "deployments")).containsExactly("other");
        assertThat(names(second, "pods")).isEmpty();

        assertThat(
                        objects.workloads(
                                entity(
                                        "web",
                                        Map.of(ID, one, "backstage.io/kubernetes-cluster", "us"))))
                .isEmpty();
        assertThat(objects.workloads(entity("nobody", Map.of()))).isEmpty();
        assertThat(names(objects.workloads(entity(one, Map.of())).getFirst(), "pods"))
                .containsExactly("web-1");
    }

    @Test
    void asksForNoNamespaceThatThePlatformLeftOut() throws IOException {
        String seen = server.createNamespace("seen");
        String hidden = server.createNamespace("hidden");
        server.apply(deployment(seen, "a", seen) + deployment(hidden, "b", seen));
        clusters.add(cluster("eu", server.adminToken(), seen));

        assertThat(
                        names(
                                objects.workloads(entity("x", Map.of(ID, seen))).getFirst(),
                                "deployments"))
                .containsExactly("a");
        assertThat(
                        objects.workloads(
                                entity(
                                        "x",
                                        Map.of(
                                                ID,
                                                seen,
                                                "backstage.io/kubernetes-namespace",
                                                hidden))))
                .isEmpty();
    }

    @Test
    void workloadsThatAreLinkedOtherwiseAreFoundByTheirName() throws IOException {
        String namespace = server.createNamespace("linked");
        server.apply(
                deployment(namespace, "web", "unrelated") + pod(namespace, "web-1", "unrelated"));
        server.apply(deployment(namespace, "same", "both"));
        clusters.add(cluster("eu", server.adminToken()));
        clusters.add(cluster("us", server.adminToken()));
        linked.add(seen("eu", namespace, "web"));
        linked.add(seen("eu", namespace, "gone"));

        List<Answer> answers = objects.workloads(entity("nobody", Map.of()));

        assertThat(answers).hasSize(1);
        assertThat(names(answers.getFirst(), "deployments")).containsExactly("web");
        assertThat(names(answers.getFirst(), "pods")).containsExactly("web-1");
        assertThat(answers.getFirst().failures())
                .containsExactly(
                        new Failure.Refused(
                                404,
                                "/apis/apps/v1/namespaces/" + namespace + "/deployments/gone"));
        linked.clear();
        linked.add(seen("eu", namespace, "same"));
        assertThat(names(objects.workloads(entity("both", Map.of())).getFirst(), "deployments"))
                .containsExactly("same");
    }

    @Test
    void whatTheAccountMayNotReadIsToldBesideTheRest() throws IOException {
        String namespace = server.createNamespace("partly");
        server.apply(deployment(namespace, "web", namespace) + role(namespace));
        clusters.add(cluster("eu", server.createToken(namespace, "portico"), namespace));

        Answer answer = objects.workloads(entity("x", Map.of(ID, namespace))).getFirst();

        assertThat(names(answer, "deployments")).containsExactly("web");
        assertThat(answer.failures())
                .contains(new Failure.Refused(403, "/api/v1/namespaces/" + namespace + "/pods"))
                .hasSize(11);
    }

    @Test
    void aClusterThatHangsOrIsNotThereLeavesTheOthersAlone() throws IOException {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "web", namespace));
        clusters.add(cluster("eu", server.adminToken()));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed.close();
            clusters.add(silently("hangs", silent));
            clusters.add(silently("nowhere", closed));
            clusters.add(settings("unset", new Reach.Nowhere("It has no connection."), List.of()));

            List<Answer> answers = objects.workloads(entity("x", Map.of(ID, namespace)));

            assertThat(answers).hasSize(4);
            assertThat(names(answers.get(0), "deployments")).containsExactly("web");
            assertThat(answers.get(0).failures()).isEmpty();
            assertThat(answers.get(1).failures())
                    .containsExactly(
                            new Failure.Missing(
                                    "The cluster 'hangs' did not answer all of it within 5 s."));
            assertThat(answers.get(2).failures())
                    .singleElement()
                    .asString()
                    .contains("can't be reached: nothing answers there");
            assertThat(answers.get(3).failures())
                    .containsExactly(new Failure.Missing("It has no connection."));
        }
    }

    @Test
    void aFrozenApiServerIsToldAndAskedAgainWhenItGoesOn() throws IOException {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "web", namespace));
        clusters.add(cluster("eu", server.adminToken()));
        Entity entity = entity("x", Map.of(ID, namespace));
        assertThat(objects.workloads(entity).getFirst().failures()).isEmpty();
        server.freeze(true);
        try {
            assertThat(objects.workloads(entity).getFirst().failures())
                    .containsExactly(
                            new Failure.Missing(
                                    "The cluster 'eu' did not answer all of it within 5 s."));
        } finally {
            server.freeze(false);
        }
        assertThat(names(objects.workloads(entity).getFirst(), "deployments"))
                .containsExactly("web");
    }

    @Test
    void aChangeOfSettingsTakesANewConnection() throws IOException {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "web", namespace));
        Entity entity = entity("x", Map.of(ID, namespace));
        clusters.add(cluster("eu", "wrong"));
        assertThat(objects.workloads(entity).getFirst().failures())
                .hasSize(12)
                .contains(new Failure.Refused(401, "/api/v1/pods"));

        clusters.set(0, cluster("eu", server.adminToken(), namespace));

        assertThat(objects.workloads(entity).getFirst().failures()).isEmpty();
    }

    @Test
    void customResourcesAreThoseThatAreAskedForAndNeverSecrets() throws IOException {
        String namespace = server.createNamespace("custom");
        server.apply(deployment(namespace, "web", namespace));
        clusters.add(cluster("eu", server.adminToken()));
        Entity entity = entity("x", Map.of(ID, namespace));

        Answer answer =
                objects.customResources(
                                entity,
                                List.of(
                                        new Kind("apps", "v1", "deployments"),
                                        new Kind("example.com", "v1", "nothings")))
                        .getFirst();

        assertThat(types(answer)).containsExactly("customresources");
        assertThat(answer.objects().getFirst().objects())
                .extracting(it -> it.text("kind").orElse(""))
                .containsExactly("Deployment");
        assertThat(answer.failures())
                .containsExactly(new Failure.Refused(404, "/apis/example.com/v1/nothings"));
        refused(entity, new Kind("", "v1", "secrets"), "does not read secrets");
        refused(entity, new Kind("", "v1", "configmaps"), "does not read configmaps");
        refused(entity, new Kind("", "v1", "pods/log"), "can't be asked for");
        refused(entity, new Kind("..", "v1", "secrets"), "can't be asked for");
        assertThatThrownBy(
                        () ->
                                objects.workloads(
                                        entity(
                                                "x",
                                                Map.of("backstage.io/kubernetes-namespace", ".."))))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("'..', which is no name of a namespace");
    }

    private void refused(Entity entity, Kind kind, String told) {
        assertThatThrownBy(() -> objects.customResources(entity, List.of(kind)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(told);
    }

    private ClusterSettings cluster(String name, String token, String... namespaces)
            throws IOException {
        Path file = Files.createTempFile(folder, "token", "");
        Files.writeString(file, token);
        return settings(
                name,
                new Reach.Address(server.url(), server.caFile(), file, false),
                List.of(namespaces));
    }

    private static ClusterSettings silently(String name, ServerSocket socket) {
        String url = "http://127.0.0.1:" + socket.getLocalPort();
        return settings(name, new Reach.Address(url, null, null, false), List.of());
    }

    private static ClusterSettings settings(String name, Reach reach, List<String> namespaces) {
        return new ClusterSettings(
                name,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                namespaces,
                reach,
                ApplyRule.CLOSED,
                "test");
    }

    private static Entity entity(String name, Map<String, String> annotations) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "kind",
                                "Component",
                                "metadata",
                                Map.of("name", name, "annotations", annotations))));
    }

    private static Seen<Workload> seen(String cluster, String namespace, String name) {
        Workload workload =
                new Workload(
                        new ObjectKey("apps", "Deployment", namespace, name),
                        "apps/v1",
                        Map.of(),
                        Map.of(),
                        List.of(),
                        1,
                        1,
                        1,
                        0,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        new Verdict(Health.HEALTHY, ""),
                        List.of());
        return new Seen<>(cluster, workload, null, null, "");
    }

    private static List<String> types(Answer answer) {
        return answer.objects().stream().map(it -> it.type()).toList();
    }

    private static List<String> names(Answer answer, String type) {
        return answer.objects().stream()
                .filter(it -> it.type().equals(type))
                .flatMap(it -> it.objects().stream())
                .map(it -> it.object("metadata").text("name").orElseThrow())
                .toList();
    }

    private static String deployment(String namespace, String name, String id) {
        return """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s, namespace: %s, labels: {backstage.io/kubernetes-id: %s}}
        spec:
          selector: {matchExpressions: [{key: app, operator: In, values: [x, z]}]}
          template:
            metadata: {labels: {app: x}}
            spec: {containers: [{name: main, image: "ghcr.io/acme/x:1.2.3"}]}
        """
                .formatted(name, namespace, id);
    }

    private static String pod(String namespace, String name, String id) {
        return """
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: default, namespace: %2$s}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: %2$s, labels: {app: x, backstage.io/kubernetes-id: %3$s}}
        spec:
          automountServiceAccountToken: false
          containers: [{name: main, image: "ghcr.io/acme/x:1.2.3"}]
        """
                .formatted(name, namespace, id);
    }

    private static String role(String namespace) {
        return """
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: portico, namespace: %1$s}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: portico, namespace: %1$s}
        rules: [{apiGroups: [apps], resources: [deployments], verbs: [get, list]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: portico, namespace: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: portico}
        subjects: [{kind: ServiceAccount, name: portico, namespace: %1$s}]
        """
                .formatted(namespace);
    }
}
