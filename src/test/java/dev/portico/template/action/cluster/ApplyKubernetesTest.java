package dev.portico.template.action.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import dev.portico.source.ClusterApply.Request;
import dev.portico.template.Made;
import dev.portico.template.action.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyKubernetesTest {
    private static final String TWO =
            """
            # comes first
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: shop}
            data: {password: hunter2}
            ---
            ---
            apiVersion: v1
            kind: List
            items:
              - {apiVersion: v1, kind: Secret, metadata: {name: key}, stringData: {a: hunter2}}
              - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}
            """;

    @TempDir Path folder;

    private final FakeClusterApply clusters = new FakeClusterApply();
    private final ApplyKubernetes action = new ApplyKubernetes(new Applying(clusters));
    private TestContext context;

    @BeforeEach
    void context() {
        context = new TestContext(folder);
    }

    @Test
    void appliesAllDocumentsOfATextInTheirOrder() throws Exception {
        JsonObject output =
                context.run(
                        action,
                        JsonObject.of(
                                Map.of(
                                        "manifestString",
                                        TWO,
                                        "namespaced",
                                        true,
                                        "clusterName",
                                        "eu",
                                        "namespace",
                                        "shop")));

        Request request = clusters.requests.getFirst();
        assertThat(request.cluster()).isEqualTo("eu");
        assertThat(request.namespace()).isEqualTo("shop");
        assertThat(request.dryRun()).isFalse();
        assertThat(request.force()).isFalse();
        assertThat(request.objects())
                .extracting(Manifests::title)
                .containsExactly("ConfigMap shop/settings", "Secret key", "Deployment web");
        assertThat(output.objects("objects").getLast())
                .isEqualTo(
                        JsonObject.of(
                                Map.of(
                                        "cluster", "eu",
                                        "apiVersion", "apps/v1",
                                        "kind", "Deployment",
                                        "namespace", "shop",
                                        "name", "web",
                                        "uid", "uid-1",
                                        "resourceVersion", "7")));
        assertThat(context.made)
                .contains(new Made(Made.Type.OBJECT, "eu/apps/v1/Deployment/shop/web", null));
        assertThat(context.logs)
                .containsExactly(
                        "Applied ConfigMap shop/settings to eu",
                        "Applied Secret shop/key to eu",
                        "Applied Deployment shop/web to eu");
    }

    @Test
    void takesAFileOfTheWorkspaceOrAnObject() throws Exception {
        context.file("manifests/all.yaml", TWO);
        context.run(action, JsonObject.of(Map.of("manifestPath", "manifests/all.yaml")));
        context.run(
                action,
                JsonObject.of(
                        Map.of(
                                "manifestObject",
                                Map.of(
                                        "apiVersion",
                                        "v1",
                                        "kind",
                                        "ConfigMap",
                                        "metadata",
                                        Map.of("name", "game-demo")))));

        assertThat(clusters.requests.getFirst().objects()).hasSize(3);
        assertThat(clusters.requests.getFirst().cluster()).isNull();
        assertThat(clusters.requests.getLast().namespace()).isEqualTo("default");
        assertThat(clusters.requests.getLast().objects())
                .extracting(Manifests::title)
                .containsExactly("ConfigMap game-demo");
    }

    @Test
    void aGeneratedNameIsTheSameWhenTheStepIsTriedAgain() throws Exception {
        JsonObject input =
                JsonObject.of(
                        Map.of(
                                "manifestString",
                                "{apiVersion: v1, kind: Pod, metadata: {generateName: job-}}"));
        context.run(action, input);
        context.run(action, input);

        List<String> names =
                clusters.requests.stream()
                        .map(each -> each.objects().getFirst().object("metadata"))
                        .map(metadata -> metadata.text("name").orElseThrow())
                        .toList();
        assertThat(names.getFirst()).matches("job-[0-9a-f]{8}");
        assertThat(names.getLast()).isEqualTo(names.getFirst());
        assertThat(
                        clusters.requests
                                .getFirst()
                                .objects()
                                .getFirst()
                                .object("metadata")
                                .has("generateName"))
                .isFalse();
    }

    @Test
    void aDryRunAsksNoCluster() throws Exception {
        context.dryRun = true;

        assertThat(context.run(action, JsonObject.of(Map.of("manifestString", TWO))))
                .isEqualTo(JsonObject.EMPTY);

        assertThat(clusters.requests).isEmpty();
        assertThat(context.logs).contains("It would apply ConfigMap shop/settings.");
        assertThat(String.join("", context.logs)).doesNotContain("hunter2");
    }

    @Test
    void whatIsNoManifestIsTold() {
        refused(
                "Give exactly one of manifestString, manifestObject and manifestPath; here are 0.",
                Map.of());
        refused("here are 2", Map.of("manifestString", TWO, "manifestPath", "a.yaml"));
        refused("is not valid YAML at line 2", Map.of("manifestString", "a: b\n\tc: d\n}"));
        refused("is no mapping", Map.of("manifestString", "- a\n- b"));
        refused("There is no file 'gone.yaml'", Map.of("manifestPath", "gone.yaml"));
        refused("leads out of the workspace", Map.of("manifestPath", "../../etc/passwd"));
        assertThat(clusters.requests).isEmpty();
    }

    private void refused(String message, Map<String, ?> input) {
        assertThatThrownBy(() -> context.run(action, JsonObject.of(input)))
                .hasMessageContaining(message);
    }
}
