package dev.portico.template.action.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Health;
import dev.portico.source.ClusterApply.Request;
import dev.portico.template.action.FakeRuntimeQuery;
import dev.portico.template.action.TestContext;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgocdTest {
    private final FakeClusterApply clusters = new FakeClusterApply();
    private final FakeRuntimeQuery runtime = new FakeRuntimeQuery();
    private final TestContext context = new TestContext(Path.of("target"));
    private final Map<String, String> settings = new HashMap<>();

    @Test
    void makesAProjectAndAnApplication() throws Exception {
        JsonObject output =
                context.run(
                        resources(),
                        JsonObject.of(
                                Map.of(
                                        "appName", "orders",
                                        "argoInstance", "prod",
                                        "namespace", "shop",
                                        "repoUrl", "https://git.example.com/acme/orders",
                                        "labelValue", "orders",
                                        "path", "manifests/base")));

        Request request = clusters.requests.getFirst();
        assertThat(request.cluster()).isEqualTo("prod");
        assertThat(request.objects())
                .isEqualTo(
                        Manifests.read(
                                """
                                apiVersion: argoproj.io/v1alpha1
                                kind: AppProject
                                metadata:
                                  name: orders
                                  namespace: argocd
                                spec:
                                  sourceRepos:
                                    - https://git.example.com/acme/orders
                                  destinations:
                                    - server: https://kubernetes.default.svc
                                      namespace: shop
                                  clusterResourceWhitelist:
                                    - group: ''
                                      kind: Namespace
                                ---
                                apiVersion: argoproj.io/v1alpha1
                                kind: Application
                                metadata:
                                  name: orders
                                  namespace: argocd
                                  labels:
                                    backstage-name: orders
                                  finalizers:
                                    - resources-finalizer.argocd.argoproj.io
                                spec:
                                  project: orders
                                  source:
                                    repoURL: https://git.example.com/acme/orders
                                    path: manifests/base
                                    targetRevision: HEAD
                                  destination:
                                    server: https://kubernetes.default.svc
                                    namespace: shop
                                  syncPolicy:
                                    automated:
                                      prune: true
                                      selfHeal: true
                                    syncOptions:
                                      - CreateNamespace=true
                                """,
                                "test"));
        assertThat(output.text("projectName")).contains("orders");
        assertThat(output.objects("objects")).hasSize(2);
        assertThat(context.made).hasSize(2);
    }

    @Test
    void cnoesActionMakesTheApplicationAlone() throws Exception {
        context.run(
                app(),
                JsonObject.of(
                        Map.of(
                                "appName", "orders",
                                "appNamespace", "shop",
                                "argoInstance", "in-cluster",
                                "projectName", "default",
                                "repoUrl", "https://git.example.com/acme/orders",
                                "path", "kustomize/base",
                                "labelValue", "")));

        Request request = clusters.requests.getFirst();
        assertThat(request.cluster()).isNull();
        JsonObject application = request.objects().getFirst();
        assertThat(request.objects()).hasSize(1);
        assertThat(application.object("metadata").has("labels")).isFalse();
        assertThat(application.object("spec").text("project")).contains("default");
        assertThat(application.object("spec").object("destination").text("namespace"))
                .contains("shop");
    }

    @Test
    void theSettingsSayWhereAnArgoCdRuns() {
        settings.put("instances.main.cluster", "hub");
        settings.put("instances.main.namespace", "openshift-gitops");
        settings.put("instances.main.destination", "https://10.0.0.1:6443");

        assertThat(places().of("main"))
                .isEqualTo(
                        new ArgocdPlace.Place("hub", "openshift-gitops", "https://10.0.0.1:6443"));
    }

    @Test
    void elseItIsFoundWhereApplicationsAre() {
        clusters.open = List.of("eu", "us");
        assertThat(places().of("us").cluster()).isEqualTo("us");
        assertThat(places().of("main").cluster()).isNull();

        runtime.put("eu", FakeRuntimeQuery.application("a", "Synced", Health.HEALTHY, "1"), "");
        assertThat(places().of("main").cluster()).isEqualTo("eu");

        runtime.put("us", FakeRuntimeQuery.application("a", "Synced", Health.HEALTHY, "1"), "");
        assertThat(places().of("main").cluster()).isNull();
    }

    private CreateArgocdResources resources() {
        return new CreateArgocdResources(places(), new Applying(clusters));
    }

    private CreateArgocdApp app() {
        return new CreateArgocdApp(places(), new Applying(clusters));
    }

    private ArgocdPlace places() {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("portico.template.argocd." + name, value));
        ArgocdConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(ArgocdConfig.class)
                        .withSources(new PropertiesConfigSource(named, "test", 100))
                        .build()
                        .getConfigMapping(ArgocdConfig.class);
        return new ArgocdPlace(config, runtime, clusters);
    }
}
