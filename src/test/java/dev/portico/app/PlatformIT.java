package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.test.RealKubernetes;
import dev.portico.test.SampleRepo;
import dev.portico.test.TestDatabase;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole way on real servers: a manifest pushed to Gitea is synced by Argo CD, its Pods run,
/// Kyverno reports on it, Crossplane makes its database; the packaged program shows each as soon as
/// the API server has it.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class PlatformIT {
    private static final Duration SOON = PlatformStage.SOON;
    // two seconds are aimed at and printed; a busy machine must not break the build
    private static final Duration LIVE = Duration.ofSeconds(10);
    private static final Path SAMPLES = Path.of("src/test/resources/kubernetes/platform");

    @TempDir private Path folder;
    private final RealKubernetes.Platform platform;
    private final PlatformStage stage;
    private Programs programs;
    private ServerProcess program;
    private SampleRepo repo;
    private String namespace;
    private String repository;

    PlatformIT(RealKubernetes.Platform platform) {
        this.platform = platform;
        this.stage = new PlatformStage(platform);
    }

    @BeforeEach
    void start() throws Exception {
        namespace = platform.createNamespace("shop");
        repository = platform.gitea().createRepo("orders", false);
        repo = SampleRepo.create(folder.resolve("repo.git"));
        push("1.0", "no");
        Path token = Files.writeString(folder.resolve("token"), platform.adminToken());
        programs = new Programs(folder);
        program =
                stage.follow(programs.on("data", TestDatabase.freshConnection()), token)
                        .with("portico.source.git.repositories[0].url", repository)
                        .with("portico.source.git.repositories[0].trust", "platform")
                        .with("portico.source.git.poll-interval", "1h")
                        .start();
        await().atMost(SOON)
                .until(() -> Programs.byName(program, "component", "orders").statusCode() == 200);
    }

    @AfterEach
    void stop() throws Exception {
        platform.kubectl("-n", "argocd", "delete", "application", "orders", "--ignore-not-found");
        programs.close();
    }

    @Test
    void showsWhatAPushBecomes() throws Exception {
        becomesADeployment();
        showsANewVersion();
        showsARolloutThatNeverGetsReady();
        showsWhatKyvernoReportsUnderTheOwner();
        showsWhyADatabaseIsNotReady();
        assertThat(Programs.troubles(program)).isEmpty();
    }

    private void becomesADeployment() throws Exception {
        platform.apply(sample("application.yaml"));

        awaitKubernetes("2", "deployment", "orders", "{.status.readyReplicas}");
        live("version 1.0 healthy", "1.0 HEALTHY", () -> versionAndHealth());
        platform.kubectl(
                "-n",
                namespace,
                "patch",
                "ingress",
                "orders",
                "--subresource=status",
                "--patch={\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"10.0.0.9\"}]}}}");
        awaitApplication("Synced Healthy");
        live(
                "the Application is synced",
                "Synced HEALTHY",
                () -> application("sync") + ' ' + application("health"));
        JsonPath answer =
                ask(
                        """
                        { entity(ref: "component:default/orders") { ... on Component {
                            deployments { cluster namespace version health ready wanted hosts
                                workload { evidence { rule } } }
                            applications { revisions operation { phase by }
                                history { revision commit { author } } } } } }
                        """);
        assertThat(answer.getString("data.entity.deployments[0].cluster")).isEqualTo("real");
        assertThat(answer.getString("data.entity.deployments[0].namespace")).isEqualTo(namespace);
        assertThat(answer.getList("data.entity.deployments[0].hosts"))
                .containsExactly("orders.example.com");
        assertThat(answer.getInt("data.entity.deployments[0].ready")).isEqualTo(2);
        String head =
                platform.kubectl(
                        "-n",
                        "argocd",
                        "get",
                        "application",
                        "orders",
                        "-o",
                        "jsonpath={.status.sync.revision}");
        assertThat(answer.getString("data.entity.applications[0].revisions[0]")).isEqualTo(head);
        assertThat(answer.getString("data.entity.applications[0].operation.phase"))
                .isEqualTo("Succeeded");
        assertThat(answer.getString("data.entity.applications[0].operation.by"))
                .isEqualTo("automated");
        assertThat(answer.getString("data.entity.applications[0].history[0].revision"))
                .isEqualTo(head);
        assertThat(answer.getString("data.entity.applications[0].history[0].commit.author"))
                .isEqualTo("Ann");
    }

    private void showsANewVersion() throws Exception {
        push("1.1", "no");
        refresh();
        awaitKubernetes(
                "ghcr.io/acme/orders:1.1",
                "deployment",
                "orders",
                "{.spec.template.spec.containers[0].image}");
        live("version 1.1 shows", "1.1", () -> versionAndHealth().split(" ")[0]);
        await().atMost(SOON).until(() -> versionAndHealth().equals("1.1 HEALTHY"));
    }

    private void showsARolloutThatNeverGetsReady() throws Exception {
        push("1.2", "image-pull");
        refresh();
        awaitKubernetes(
                "ProgressDeadlineExceeded",
                "deployment",
                "orders",
                "{.status.conditions[?(@.type==\"Progressing\")].reason}");
        live("the failed rollout", "1.2 DEGRADED", () -> versionAndHealth());
        assertThat(
                        ask("{ entity(ref: \"component:default/orders\") { ... on Component {"
                                        + " health { reason } } } }")
                                .getString("data.entity.health.reason"))
                .contains("cannot pull image ghcr.io/acme/orders:1.2");
        assertThat(
                        ask("{ entities(filter: {key: \"portico.dev/health\", eq: \"degraded\"})"
                                        + " { nodes { ref } } }")
                                .<String>getList("data.entities.nodes.ref"))
                .containsExactly("component:default/orders");
        assertThat(
                        ask("{ runtimeHistory(ref: \"component:default/orders\", facet: \"health\")"
                                        + " { facet after object { kind } } }")
                                .<String>getList("data.runtimeHistory.after"))
                .contains("degraded", "healthy");
    }

    private void showsWhatKyvernoReportsUnderTheOwner() throws Exception {
        platform.apply(sample("policy.yaml"));
        String uid =
                platform.kubectl(
                        "-n",
                        namespace,
                        "get",
                        "deployment",
                        "orders",
                        "-o",
                        "jsonpath={.metadata.uid}");
        await().atMost(Duration.ofSeconds(150))
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(
                        () ->
                                platform.kubectl(
                                                "-n",
                                                namespace,
                                                "get",
                                                "policyreport",
                                                uid,
                                                "-o",
                                                "jsonpath={.results[*].policy}")
                                        .contains("require-contact"));
        live(
                "Kyverno's result",
                "fail The Deployment needs an annotation contact.",
                () -> {
                    JsonPath answer =
                            ask(
                                    """
                                    { policyResults(filter: {owner: "group:default/shop-team"},
                                        policy: "require-contact") { nodes { outcome message } } }
                                    """);
                    return answer.getString("data.policyResults.nodes[0].outcome")
                            + ' '
                            + answer.getString("data.policyResults.nodes[0].message");
                });
    }

    private void showsWhyADatabaseIsNotReady() throws Exception {
        platform.apply(sample("xrd.yaml"));
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(() -> platform.apply(sample("database.yaml")));
        awaitKubernetes(
                "True",
                "databases.platform.acme.example",
                "orders-db",
                "{.status.conditions[?(@.type==\"Ready\")].status}");
        live("the database is ready", "HEALTHY", () -> tree("health"));
        assertThat(Programs.byName(program, "api", "database-platform.acme.example").statusCode())
                .isEqualTo(200);
        awaitKubernetes(
                "False",
                "databases.platform.acme.example",
                "orders-db",
                "{.status.conditions[?(@.type==\"Ready\")].status}");
        live("the database is not ready", "DEGRADED", () -> tree("health"));
        assertThat(tree("reason")).matches("NopResource orders-db-\\w+: not available");
    }

    private String tree(String field) throws Exception {
        return String.valueOf(
                ask("""
                        { platformTree(cluster: "real", group: "platform.acme.example",
                            kind: "Database", namespace: "%s", name: "orders-db") {
                            health reason rows { depth } } }
                        """
                                .formatted(namespace))
                        .getString("data.platformTree." + field));
    }

    private String versionAndHealth() throws Exception {
        JsonPath answer =
                ask(
                        "{ entity(ref: \"component:default/orders\") { ... on Component {"
                                + " deployments { version health } } } }");
        return answer.getString("data.entity.deployments[0].version")
                + ' '
                + answer.getString("data.entity.deployments[0].health");
    }

    private String application(String field) throws Exception {
        return ask("{ entity(ref: \"component:default/orders\") { ... on Component {"
                        + " applications { sync health } } } }")
                .getString("data.entity.applications[0]." + field);
    }

    private JsonPath ask(String query) throws IOException, InterruptedException {
        return PlatformStage.ask(program, query);
    }

    private void awaitApplication(String syncAndHealth) {
        stage.awaitField(
                syncAndHealth,
                "argocd",
                "application",
                "orders",
                "{.status.sync.status} {.status.health.status}");
    }

    private void awaitKubernetes(String expected, String kind, String name, String path) {
        stage.awaitField(expected, namespace, kind, name, path);
    }

    /// Once the API server has it, the program has it soon.
    private static void live(String what, String expected, Callable<String> shown) {
        long start = System.nanoTime();
        await(what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(shown.call()).isEqualTo(expected));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%s: shown %d ms after the API server%n", what, took.toMillis());
        assertThat(took).as(what).isLessThan(LIVE);
    }

    private void push(String version, String fails) {
        repo.change()
                .put("catalog-info.yaml", sample("catalog-info.yaml"))
                .put(
                        "deploy/orders.yaml",
                        sample("orders.yaml").replace("VERSION", version).replace("FAILS", fails))
                .commit();
        platform.gitea().push(repo, "orders");
    }

    /// Argo CD looks at the repository now and not only at its next poll.
    private void refresh() {
        platform.kubectl(
                "-n",
                "argocd",
                "annotate",
                "application",
                "orders",
                "argocd.argoproj.io/refresh=normal",
                "--overwrite");
    }

    private String sample(String name) {
        try {
            return Files.readString(SAMPLES.resolve(name))
                    .replace("NAMESPACE", namespace)
                    .replace("REPOSITORY", repository)
                    .replace("SERVER", platform.url());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
