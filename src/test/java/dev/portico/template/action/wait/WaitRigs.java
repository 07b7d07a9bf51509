package dev.portico.template.action.wait;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import dev.portico.runtime.Health;
import dev.portico.template.action.FakeRuntimeQuery;
import dev.portico.template.action.Rig;
import java.util.Map;

/// The actions that wait. Who approves is told by the test.
public final class WaitRigs {
    private WaitRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        return Map.of(
                "approval:request",
                _ -> {
                    NaiveCatalog catalog = new NaiveCatalog().put(entity("User", "bob"));
                    return Rig.of(
                            new RequestApproval(new Approvers(catalog, _ -> true)),
                            "{\"approvers\": [\"user:default/bob\"]}");
                },
                "wait:entity",
                _ -> {
                    NaiveCatalog catalog = new NaiveCatalog();
                    return Rig.of(
                                    new WaitEntity(catalog),
                                    "{\"entityRef\": \"component:default/orders\"}")
                            .fulfil(() -> catalog.put(entity("Component", "orders")));
                },
                "wait:argocd-sync",
                _ -> {
                    FakeRuntimeQuery runtime = new FakeRuntimeQuery();
                    return Rig.of(
                                    new WaitArgocdSync(runtime),
                                    "{\"name\": \"orders\", \"revision\": \"1111111\"}")
                            .fulfil(
                                    () ->
                                            runtime.put(
                                                    "prod",
                                                    FakeRuntimeQuery.application(
                                                            "orders",
                                                            "Synced",
                                                            Health.HEALTHY,
                                                            "1".repeat(40)),
                                                    ""));
                },
                "wait:resource-ready",
                _ -> {
                    FakeRuntimeQuery runtime = new FakeRuntimeQuery();
                    return Rig.of(
                                    new WaitResourceReady(runtime),
                                    "{\"kind\": \"Database\", \"name\": \"orders\"}")
                            .fulfil(
                                    () ->
                                            runtime.put(
                                                    "prod",
                                                    FakeRuntimeQuery.claim(
                                                            "shop", "orders", "True"),
                                                    ""));
                });
    }

    private static Entity entity(String kind, String name) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "backstage.io/v1alpha1",
                                "kind",
                                kind,
                                "metadata",
                                Map.of("name", name, "namespace", "default"),
                                "spec",
                                Map.of())));
    }
}
