package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.Reading;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Workload;
import dev.portico.source.Scan;
import dev.portico.source.kubernetes.read.Interest;
import dev.portico.test.RealKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Follows a real API server through what happens to one.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class RealClusterTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(45);

    private final RealKubernetes.ApiServer server;

    @TempDir Path folder;

    RealClusterTest(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @Test
    void showsWhatComesChangesAndGoes() {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "orders", 2, ""));
        try (Followed cluster = Followed.of(admin()).complete()) {
            assertThat(cluster.workload(namespace, "orders").orElseThrow().wanted()).isEqualTo(2);
            assertThat(cluster.status().version()).startsWith("v1.");
            assertThat(cluster.status().unseen()).isEmpty();

            server.apply(deployment(namespace, "orders", 3, ""));
            server.apply(deployment(namespace, "basket", 1, ""));

            await().atMost(SOON)
                    .until(
                            () ->
                                    cluster.workload(namespace, "orders").orElseThrow().wanted()
                                                    == 3
                                            && cluster.workload(namespace, "basket").isPresent());
            server.kubectl("-n", namespace, "delete", "deployment", "orders");
            await().atMost(SOON).until(() -> cluster.workload(namespace, "orders").isEmpty());
        }
    }

    @Test
    void anotherNodeTakesUpWhereItWasLeftAndWritesOnlyDifferences() {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "stays", 1, ""));
        server.apply(deployment(namespace, "goes", 1, ""));
        FakeRuntime runtime = new FakeRuntime();
        try (Followed first = new Followed(runtime, admin(), List.of(namespace))) {
            first.complete();
            assertThat(first.workload(namespace, "goes")).isPresent();
        }
        server.kubectl("-n", namespace, "delete", "deployment", "goes");
        runtime.written.clear();

        try (Followed second = new Followed(runtime, admin(), List.of(namespace))) {
            await().atMost(LATER).until(() -> second.workload(namespace, "goes").isEmpty());

            assertThat(second.workload(namespace, "stays")).isPresent();
            assertThat(runtime.written).isEmpty();
        }
    }

    @Test
    void writesLaterWhatTheDatabaseDidNotTake() {
        String namespace = server.createNamespace("shop");
        try (Followed cluster = Followed.of(admin(), namespace).complete()) {
            cluster.runtime.failure = ErrorCode.UNAVAILABLE;
            server.apply(deployment(namespace, "orders", 2, ""));
            server.apply(deployment(namespace, "basket", 2, ""));
            await().during(Duration.ofMillis(500)).until(cluster.runtime.rows::isEmpty);

            cluster.runtime.failure = null;

            await().atMost(SOON).until(() -> cluster.runtime.rows.size() == 2);
        }
    }

    @Test
    void endsWhenAnotherNodeFollows() {
        String namespace = server.createNamespace("shop");
        try (Followed cluster = Followed.of(admin(), namespace).complete()) {
            cluster.runtime.failure = ErrorCode.CONFLICT;
            server.apply(deployment(namespace, "orders", 2, ""));

            await().atMost(SOON).until(cluster.source::hasEnded);

            assertThat(cluster.runtime.rows).isEmpty();
        }
    }

    @Test
    void staysStaleWhileTheServerIsAwayAndGoesOnAfterwards() {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "orders", 2, ""));
        try (Followed cluster = Followed.of(admin(), namespace).complete()) {
            server.stop();
            try {
                await().atMost(LATER).until(() -> cluster.status().staleSince() != null);
                assertThat(cluster.status().error()).contains("can't be reached");
                assertThat(cluster.workload(namespace, "orders")).isPresent();
                assertThatThrownBy(() -> scanKnowingItself(cluster))
                        .isInstanceOfSatisfying(
                                PorticoException.class,
                                e -> {
                                    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                                    assertThat(e.text())
                                            .contains("'test' can't be read", "can't be reached");
                                });
            } finally {
                server.startAgain();
            }
            server.apply(deployment(namespace, "orders", 5, ""));

            await().atMost(LATER)
                    .until(
                            () ->
                                    cluster.status().staleSince() == null
                                            && cluster.workload(namespace, "orders")
                                                            .orElseThrow()
                                                            .wanted()
                                                    == 5);
        }
    }

    private static void scanKnowingItself(Followed cluster) {
        Reading own = cluster.scan().changed().getFirst();
        cluster.scan(own.read());
    }

    @Test
    void readsARotatedTokenAnew() throws IOException {
        String namespace = server.createNamespace("shop");
        server.kubectl("-n", namespace, "create", "serviceaccount", "old");
        server.kubectl("-n", namespace, "create", "serviceaccount", "new");
        for (String account : List.of("old", "new")) {
            server.kubectl(
                    "create",
                    "clusterrolebinding",
                    namespace + account,
                    "--clusterrole=cluster-admin",
                    "--serviceaccount=" + namespace + ":" + account);
        }
        Path token = folder.resolve("token");
        Files.writeString(token, server.createToken(namespace, "old"));
        Reach reach = new Reach.Address(server.url(), server.caFile(), token, false);
        try (Followed cluster = Followed.of(reach, namespace).complete()) {
            Files.writeString(token, server.createToken(namespace, "new"));
            server.kubectl("-n", namespace, "delete", "serviceaccount", "old");
            server.apply(deployment(namespace, "orders", 2, ""));

            await().atMost(SOON).until(() -> cluster.workload(namespace, "orders").isPresent());
            assertThat(cluster.status().staleSince()).isNull();

            Files.writeString(token, "wrong");
            cluster.source.release();
            cluster.hold();

            await().atMost(LATER).until(() -> cluster.status().error() != null);
            assertThat(cluster.status().error()).contains("does not accept the login (401)");
            Files.writeString(token, server.createToken(namespace, "new"));
            await().atMost(LATER).until(() -> cluster.status().error() == null);
        }
    }

    @Test
    void worksWithWhatItMayReadAndSaysWhatItMayNot() throws IOException {
        String seen = server.createNamespace("seen");
        String hidden = server.createNamespace("hidden");
        server.apply(deployment(seen, "orders", 2, ""));
        server.apply(deployment(hidden, "secretive", 2, ""));
        server.apply(role(seen, "deployments"));
        Path token = folder.resolve("token");
        Files.writeString(token, server.createToken(seen, "portico"));
        Reach reach = new Reach.Address(server.url(), server.caFile(), token, false);
        try (Followed cluster = Followed.of(reach, seen, hidden).complete()) {
            assertThat(cluster.runtime.rows.keySet())
                    .containsExactly(Followed.deployment(seen, "orders"));
            assertThat(cluster.status().staleSince()).isNull();
            assertThat(cluster.status().unseen())
                    .containsKeys("apps/Deployment in " + hidden, "apps/StatefulSet in " + seen)
                    .doesNotContainKey("apps/Deployment in " + seen);
            assertThat(cluster.status().unseen().get("apps/StatefulSet in " + seen))
                    .isEqualTo(
                            "The account may not read it; grant get, list and watch of"
                                    + " statefulsets.apps by a Role and RoleBinding in the"
                                    + " namespace '"
                                    + seen
                                    + "'.");
        }
    }

    @Test
    void triesTheNamespacesOneByOneWhereTheClusterAsAWholeIsForbidden() throws IOException {
        String seen = server.createNamespace("seen");
        server.apply(deployment(seen, "orders", 2, ""));
        server.apply(role(seen, "deployments"));
        server.kubectl(
                "create", "clusterrole", seen, "--verb=get,list,watch", "--resource=namespaces");
        server.kubectl(
                "create",
                "clusterrolebinding",
                seen,
                "--clusterrole=" + seen,
                "--serviceaccount=" + seen + ":portico");
        Path token = folder.resolve("token");
        Files.writeString(token, server.createToken(seen, "portico"));
        Reach reach = new Reach.Address(server.url(), server.caFile(), token, false);
        try (Followed cluster = Followed.of(reach)) {
            await().atMost(LATER).until(() -> cluster.workload(seen, "orders").isPresent());

            assertThat(cluster.status().unseen()).containsKey("apps/Deployment");
        }
    }

    @Test
    void forgetsAKindWhoseDefinitionGoesAndTakesItUpAgain() {
        String namespace = server.createNamespace("shop");
        String group = "g" + UUID.randomUUID().toString().substring(0, 8) + ".example.com";
        Interest widget = new Interest(group, "Widget");
        try (Followed cluster =
                new Followed(new FakeRuntime(), admin(), List.of(namespace), widget)) {
            cluster.complete();
            ObjectKey key = new ObjectKey(group, "Widget", namespace, "one");

            for (int round = 0; round < 2; round++) {
                server.apply(definition(group));
                server.kubectl("wait", "--for=condition=Established", "crd/widgets." + group);
                await().atMost(LATER)
                        .ignoreExceptionsInstanceOf(IllegalStateException.class)
                        .until(
                                () -> {
                                    server.apply(widget(group, namespace));
                                    return true;
                                });
                await().atMost(LATER).until(() -> cluster.runtime.rows.containsKey(key));

                server.kubectl("delete", "crd", "widgets." + group);

                await().atMost(LATER).until(() -> !cluster.runtime.rows.containsKey(key));
            }
            assertThat(cluster.status().staleSince()).isNull();
        }
    }

    @Test
    void oneBadAnnotationIsAProblemOfItsEntityAlone() {
        String namespace = server.createNamespace("shop");
        String declare = "portico.dev/add-to-catalog: \"true\"";
        server.apply(deployment(namespace, "good", 1, declare));
        server.apply(
                deployment(
                        namespace, "bad", 1, declare + ", portico.dev/owner: \"group:a:b/c/d\""));
        server.apply(deployment(namespace, "n".repeat(80), 1, declare));
        try (Followed cluster = Followed.of(admin(), namespace).complete()) {
            Scan scan = cluster.scan();

            assertThat(cluster.runtime.rows).hasSize(3);
            assertThat(
                            scan.changed().stream()
                                    .flatMap(reading -> reading.declarations().stream())
                                    .map(Declaration::ref)
                                    .map(Object::toString))
                    .contains("component:default/good", "resource:default/test")
                    .noneMatch(ref -> ref.contains("nnn"));
            assertThat(
                            scan.changed().stream()
                                    .flatMap(reading -> reading.rejections().stream())
                                    .map(rejection -> rejection.location()))
                    .anyMatch(location -> location.endsWith("/" + "n".repeat(80)));
        }
    }

    @Test
    void anUnusableConnectionIsToldAndMendedWithoutARestart() throws IOException {
        Path token = folder.resolve("token");
        Files.writeString(token, server.adminToken());
        Path ca = folder.resolve("ca.crt");
        Reach reach = new Reach.Address(server.url(), ca, token, false);
        try (Followed cluster = Followed.of(reach)) {
            await().atMost(SOON).until(() -> cluster.status().error() != null);
            assertThat(cluster.status().error()).contains("'ca.crt'", "can't be read");

            Files.copy(server.caFile(), ca);

            await().atMost(LATER)
                    .untilAsserted(() -> assertThat(cluster.status().error()).isNull());
            cluster.complete();
        }
    }

    @Test
    void aKubeconfigReachesTheClusterUnlessItWouldRunAProgram() throws IOException {
        String namespace = server.createNamespace("shop");
        server.apply(deployment(namespace, "orders", 0, ""));
        Reach reach = new Reach.Kubeconfig(server.kubeconfig(), "real");
        try (Followed cluster = Followed.of(reach, namespace).complete()) {
            Workload orders = cluster.workload(namespace, "orders").orElseThrow();
            assertThat(orders.verdict().health()).isEqualTo(Health.SUSPENDED);
        }
        Path exec = folder.resolve("kubeconfig");
        Path ran = folder.resolve("ran");
        Files.writeString(
                exec,
                Files.readString(server.kubeconfig())
                        .replace(
                                "{token: admin-token}",
                                "{exec: {apiVersion: client.authentication.k8s.io/v1, command:"
                                        + " touch, args: ["
                                        + ran
                                        + "]}}"));
        assertThat(Files.readString(exec)).contains("exec:");
        try (Followed cluster = Followed.of(new Reach.Kubeconfig(exec, "real"))) {
            await().atMost(SOON).until(() -> cluster.status().error() != null);

            assertThat(cluster.status().error())
                    .contains("running a program", "portico.kubernetes.allow-exec");
            assertThat(ran).doesNotExist();
        }
    }

    private Reach admin() {
        try {
            Path token = folder.resolve("admin-token");
            Files.writeString(token, server.adminToken());
            return new Reach.Address(server.url(), server.caFile(), token, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String deployment(
            String namespace, String name, int replicas, String annotations) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s, namespace: %s, annotations: {%s}}
        spec:
          replicas: %d
          selector: {matchLabels: {app: x}}
          template:
            metadata: {labels: {app: x}}
            spec: {containers: [{name: main, image: "ghcr.io/acme/x:1.2.3"}]}
        """
                .formatted(name, namespace, Objects.requireNonNull(annotations), replicas);
    }

    private static String role(String namespace, String resources) {
        return """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: portico, namespace: %1$s}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: portico, namespace: %1$s}
        rules: [{apiGroups: [apps], resources: [%2$s], verbs: [get, list, watch]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: portico, namespace: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: portico}
        subjects: [{kind: ServiceAccount, name: portico, namespace: %1$s}]
        """
                .formatted(namespace, resources);
    }

    private static String definition(String group) {
        return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.%1$s}
        spec:
          group: %1$s
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """
                .formatted(group);
    }

    private static String widget(String group, String namespace) {
        return """
        apiVersion: %s/v1
        kind: Widget
        metadata: {name: one, namespace: %s}
        spec: {replicas: 1}
        """
                .formatted(group, namespace);
    }
}
