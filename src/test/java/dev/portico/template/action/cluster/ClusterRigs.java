package dev.portico.template.action.cluster;

import dev.portico.model.Entity;
import dev.portico.query.NaiveCatalog;
import dev.portico.source.ClusterApply;
import dev.portico.template.action.Action;
import dev.portico.template.action.FakeRuntimeQuery;
import dev.portico.template.action.Rig;
import dev.portico.test.Trap;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The actions for clusters, with a cluster that keeps each object once as server-side apply does.
public final class ClusterRigs {
    private ClusterRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        String argocd =
                """
                {"appName": "orders", "argoInstance": "prod", "namespace": "shop",
                 "appNamespace": "shop", "path": "manifests",
                 "repoUrl": "https://git.example.com/acme/orders"}
                """;
        return Map.of(
                "kubernetes:apply",
                _ ->
                        rig(
                                (_, applying) -> new ApplyKubernetes(applying),
                                """
                                {"namespaced": true, "clusterName": "prod", "manifestString":
                                 "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}\\n---\\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: shop}}\\n"}
                                """),
                "argocd:create-resources",
                _ -> rig(CreateArgocdResources::new, argocd),
                "cnoe:create-argocd-app",
                _ -> rig(CreateArgocdApp::new, argocd),
                "crossplane:claim",
                _ -> {
                    NaiveCatalog catalog = new NaiveCatalog();
                    catalog.put(database());
                    return Rig.of(
                            new ClaimCrossplane(
                                    new PlatformKinds(catalog, new FakeRuntimeQuery(), List::of)),
                            """
                            {"kind": "Database", "name": "orders", "namespace": "shop",
                             "spec": {"size": "small", "storageGB": 20}, "path": "claim.yaml"}
                            """);
                });
    }

    private static Entity database() {
        return ClaimCrossplaneTest.api(
                "database",
                "example.org",
                "Database",
                "Namespaced",
                ClaimCrossplaneTest.DATABASE,
                "kubernetes:");
    }

    private static Rig rig(BiFunction<ArgocdPlace, Applying, Action> action, String input) {
        Trap trap = new Trap();
        Cluster cluster = new Cluster(trap);
        ArgocdConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(ArgocdConfig.class)
                        .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
                        .build()
                        .getConfigMapping(ArgocdConfig.class);
        return Rig.of(
                        action.apply(
                                new ArgocdPlace(config, new FakeRuntimeQuery(), cluster),
                                new Applying(cluster)),
                        input)
                .outside(
                        trap,
                        () ->
                                cluster.objects.entrySet().stream()
                                        .map(object -> object.getKey() + " " + object.getValue())
                                        .toList())
                .end(trap::release);
    }

    private record Cluster(Trap trap, Map<String, String> objects) implements ClusterApply {
        Cluster(Trap trap) {
            this(trap, new TreeMap<>());
        }

        @Override
        public List<String> open() {
            return List.of("prod");
        }

        @Override
        public List<Applied> apply(Request request, Consumer<Applied> each)
                throws InterruptedException {
            List<Applied> applied = new ArrayList<>();
            for (var object : request.objects()) {
                answered(trap.asked());
                Applied one =
                        new Applied(
                                "prod",
                                object.text("apiVersion").orElse(""),
                                object.text("kind").orElse(""),
                                object.object("metadata")
                                        .text("namespace")
                                        .orElse(request.namespace()),
                                object.object("metadata").text("name").orElse(""),
                                "uid-1",
                                "7");
                objects.put(one.kind() + " " + one.namespace() + "/" + one.name(), object.toJson());
                answered(trap.happened("applied " + one.name()));
                applied.add(one);
                each.accept(one);
            }
            return applied;
        }

        /// An answer that does not come is waited for.
        private static void answered(boolean answered) throws InterruptedException {
            if (!answered) {
                new CountDownLatch(1).await();
            }
        }
    }
}
