package dev.portico.runtime.match;

import static dev.portico.runtime.Observations.annotated;
import static dev.portico.runtime.Observations.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Application;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observations;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private final EntityIndex entities = new EntityIndex();
    private final Matching matching = new Matching(entities);

    @Test
    void theAnnotationOfPorticoCountsAloneRightOrWrong() {
        component("orders", Map.of());
        component("named", Map.of("backstage.io/kubernetes-id", "x"));
        assertLink(
                annotated("shop", "any", Map.of("portico.dev/entity", "orders")),
                "orders",
                "annotation portico.dev/entity",
                "orders");
        assertLink(
                annotated("shop", "any", Map.of("portico.dev/entity", "component:default/Orders")),
                "orders",
                "annotation portico.dev/entity",
                "component:default/Orders");
        assertNone(
                annotated(
                        "shop",
                        "any",
                        Map.of("portico.dev/entity", "a:b:", "backstage.io/kubernetes-id", "x")),
                "The annotation portico.dev/entity names a:default/b:, and there is no such entity.");
        assertNone(
                annotated("shop", "any", Map.of("portico.dev/entity", "component:")),
                "The annotation portico.dev/entity has 'component:', which is no entity ref; the form is kind:namespace/name.");
    }

    @Test
    void theKubernetesIdOfLabelOrAnnotation() {
        component("orders", Map.of("backstage.io/kubernetes-id", "ord"));
        assertLink(
                labelled("shop", "any", Map.of("backstage.io/kubernetes-id", "ord")),
                "orders",
                "label backstage.io/kubernetes-id",
                "ord");
        assertLink(
                annotated("shop", "any", Map.of("backstage.io/kubernetes-id", "ord")),
                "orders",
                "annotation backstage.io/kubernetes-id",
                "ord");
        assertNone(labelled("shop", "any", Map.of("backstage.io/kubernetes-id", "ORD")), "");
    }

    @Test
    void theKubernetesIdIsNarrowedByNamespaceAndCluster() {
        component(
                "here",
                Map.of(
                        "backstage.io/kubernetes-id", "ord",
                        "backstage.io/kubernetes-namespace", "shop",
                        "backstage.io/kubernetes-cluster", "prod"));
        component(
                "there",
                Map.of(
                        "backstage.io/kubernetes-id", "ord",
                        "backstage.io/kubernetes-namespace", "other"));
        Map<String, String> label = Map.of("backstage.io/kubernetes-id", "ord");
        assertThat(name(labelled("shop", "any", label))).isEqualTo("here");
        assertThat(name(labelled("other", "any", label))).isEqualTo("there");
        assertNone(labelled("third", "any", label), "");
        assertThat(matching.workload("test", labelled("shop", "any", label)).link()).isNull();
    }

    @Test
    void severalEntitiesMakeNoLinkButASentence() {
        component("a", Map.of("backstage.io/kubernetes-id", "ord"));
        component("b", Map.of("backstage.io/kubernetes-id", "ord"));
        assertNone(
                labelled("shop", "any", Map.of("backstage.io/kubernetes-id", "ord")),
                "label backstage.io/kubernetes-id 'ord' fits 2 entities: component:default/a,"
                        + " component:default/b; the annotation portico.dev/entity would say which.");
    }

    @Test
    void whatIsAmbiguousByOneRuleMayBeSureByTheNext() {
        component("a", Map.of("backstage.io/kubernetes-id", "ord"));
        component("b", Map.of("backstage.io/kubernetes-id", "ord"));
        assertLink(
                labelled(
                        "shop",
                        "any",
                        Map.of("backstage.io/kubernetes-id", "ord", "app.kubernetes.io/name", "b")),
                "b",
                "label app.kubernetes.io/name",
                "b");
    }

    @Test
    void theSelectorOfTheEntity() {
        component(
                "orders",
                Map.of(
                        "backstage.io/kubernetes-label-selector",
                                "app=orders,tier in (web, api),!old",
                        "backstage.io/kubernetes-namespace", "shop"));
        assertLink(
                labelled("shop", "any", Map.of("app", "orders", "tier", "api")),
                "orders",
                "backstage.io/kubernetes-label-selector",
                "app=orders,tier in (web, api),!old");
        assertNone(labelled("shop", "any", Map.of("app", "orders", "tier", "db")), "");
        assertNone(labelled("other", "any", Map.of("app", "orders", "tier", "api")), "");
        assertNone(labelled("shop", "any", Map.of("app", "orders", "tier", "api", "old", "")), "");
    }

    @Test
    void aSelectorWithoutAWantedLabelIsFoundToo() {
        component(
                "rest",
                Map.of(
                        "backstage.io/kubernetes-label-selector", "!app,team notin (b)",
                        "backstage.io/kubernetes-namespace", "shop"));
        assertThat(name(labelled("shop", "any", Map.of("team", "a")))).isEqualTo("rest");
        assertNone(labelled("shop", "any", Map.of("team", "b")), "");
    }

    @Test
    void theNameOfTheIngestor() {
        component("orders", Map.of());
        put("Resource", "special", "bucket", Map.of());
        assertLink(
                annotated("shop", "any", Map.of("terasky.backstage.io/name", "orders")),
                "orders",
                "annotation terasky.backstage.io/name",
                "orders");
        assertThat(
                        matching.workload(
                                        "prod",
                                        annotated(
                                                "shop",
                                                "any",
                                                Map.of(
                                                        "terasky.backstage.io/name", "bucket",
                                                        "terasky.backstage.io/backstage-namespace",
                                                                "special")))
                                .link())
                .extracting(it -> it == null ? "" : it.entity().toString())
                .isEqualTo("resource:special/bucket");
    }

    @Test
    void theApplicationThatTracksIt() {
        component("orders", Map.of("argocd/app-name", "orders-eu, orders-us"));
        component("cart", Map.of("argocd/app-name", "teams/cart"));
        assertLink(
                annotated(
                        "shop",
                        "any",
                        Map.of(
                                "argocd.argoproj.io/tracking-id",
                                "orders-us:apps/Deployment:shop/any")),
                "orders",
                "annotation argocd.argoproj.io/tracking-id",
                "orders-us");
        assertThat(
                        name(
                                annotated(
                                        "shop",
                                        "any",
                                        Map.of(
                                                "argocd.argoproj.io/tracking-id",
                                                "teams_cart:apps/Deployment:shop/any"))))
                .isEqualTo("cart");
        assertNone(
                annotated(
                        "shop",
                        "any",
                        Map.of(
                                "argocd.argoproj.io/tracking-id",
                                "others_cart:apps/Deployment:shop/any")),
                "");
        assertThat(
                        name(
                                labelled(
                                        "shop",
                                        "any",
                                        Map.of("argocd.argoproj.io/instance", "orders-eu"))))
                .isEqualTo("orders");
    }

    @Test
    void theRecommendedLabelsNameAComponent() {
        component("orders", Map.of());
        put("Component", "shop", "cart", Map.of());
        put("System", "default", "store", Map.of());
        assertThat(name(labelled("shop", "any", Map.of("app.kubernetes.io/name", "orders"))))
                .isEqualTo("orders");
        assertThat(name(labelled("shop", "any", Map.of("app.kubernetes.io/instance", "cart"))))
                .isEqualTo("cart");
        assertNone(labelled("other", "any", Map.of("app.kubernetes.io/instance", "cart")), "");
        assertThat(
                        name(
                                labelled(
                                        "shop",
                                        "any",
                                        Map.of(
                                                "app.kubernetes.io/name", "nginx",
                                                "app.kubernetes.io/part-of", "orders"))))
                .isEqualTo("orders");
        assertNone(labelled("shop", "any", Map.of("app.kubernetes.io/name", "store")), "");
        assertNone(labelled("shop", "any", Map.of("app.kubernetes.io/name", "")), "");

        put("Component", "shop", "orders", Map.of());

        assertThat(
                        matching.workload(
                                        "prod",
                                        labelled(
                                                "shop",
                                                "any",
                                                Map.of("app.kubernetes.io/name", "orders")))
                                .unlinked())
                .startsWith("label app.kubernetes.io/name 'orders' fits 2 entities");
    }

    @Test
    void theImageAndTheRepository() {
        component("orders", Map.of("portico.dev/image", "ghcr.io/acme/orders, ghcr.io/acme/o2"));
        component(
                "cart",
                Map.of("backstage.io/source-location", "url:https://Git.Example.com/acme/cart/"));
        component("mono-a", source("mono"));
        component("mono-b", source("mono"));
        assertLink(
                Observations.workload(
                        Observations.deployment("shop", "any"),
                        Map.of(),
                        Map.of(),
                        "ghcr.io/acme/o2",
                        Verdict.HEALTHY),
                "orders",
                "image",
                "ghcr.io/acme/o2");
        assertLink(
                annotated("shop", "any", image("https://git.example.com/acme/cart.git")),
                "cart",
                "annotation org.opencontainers.image.source",
                "https://git.example.com/acme/cart.git");
        assertThat(name(annotated("shop", "any", image("git@git.example.com:acme/cart.git"))))
                .isEqualTo("cart");
        assertThat(
                        matching.workload(
                                        "prod",
                                        annotated(
                                                "shop",
                                                "any",
                                                image("https://git.example.com/acme/mono")))
                                .unlinked())
                .contains("fits 2 entities");
        assertNone(annotated("shop", "any", image("no url")), "");
    }

    @Test
    void applicationsByNameSelectorWorkloadsAndPath() {
        component("orders", Map.of("argocd/app-name", "argocd/orders-eu"));
        component("cart", Map.of("argocd/app-selector", "team=a"));
        component(
                "stock",
                Map.of(
                        "backstage.io/managed-by-location",
                        "url:https://git.example.com/acme/stock/blob/main/deploy/catalog-info.yaml"));
        Application.Destination here = new Application.Destination("", "in-cluster", "shop");
        assertThat(application("orders-eu", Set.of(), here)).isEqualTo("orders Application");
        assertThat(application("other", Set.of(), here)).isEqualTo("cart argocd/app-selector");
        component("cart", Map.of());
        assertThat(application("other", Set.of(ref("stock")), here))
                .isEqualTo("stock workloads it manages");
        assertThat(application("other", Set.of(ref("stock"), ref("cart")), here)).isEqualTo("none");
        assertThat(application("stock", Set.of(), here)).isEqualTo("stock repository and path");
    }

    @Test
    void partsOfAPlatformResourceFollowIt() {
        component("orders", Map.of("backstage.io/kubernetes-id", "ord"));
        ObjectKey xr = new ObjectKey("acme.io", "XBucket", "", "x");
        PlatformResource part =
                Observations.resource(
                        PlatformResource.Role.MANAGED,
                        new ObjectKey("s3.aws", "Bucket", "", "b"),
                        xr,
                        Verdict.HEALTHY);
        assertThat(matching.resource("prod", part, null).link()).isNull();
        assertThat(
                        matching.resource(
                                        "prod", part, new Seen.Link(ref("orders"), "any", "thing"))
                                .link())
                .isEqualTo(new Seen.Link(ref("orders"), "part of", "XBucket x"));
    }

    @Test
    void aChangeOfAnEntityAffectsWhatMayBelongToIt() {
        Workload byId = labelled("shop", "a", Map.of("backstage.io/kubernetes-id", "ord"));
        Workload byName = labelled("shop", "b", Map.of("app.kubernetes.io/name", "orders"));
        Workload byAnnotation = annotated("shop", "c", Map.of("portico.dev/entity", "orders"));
        Workload bySelector = labelled("shop", "d", Map.of("app", "orders"));
        EntityIndex.Affected created = component("orders", Map.of());
        assertThat(Matching.affects(created, byId)).isFalse();
        assertThat(Matching.affects(created, byName)).isTrue();
        assertThat(Matching.affects(created, byAnnotation)).isTrue();

        EntityIndex.Affected changed =
                component(
                        "orders",
                        Map.of(
                                "backstage.io/kubernetes-id", "ord",
                                "backstage.io/kubernetes-label-selector", "app=orders"));
        assertThat(Matching.affects(changed, byId)).isTrue();
        assertThat(Matching.affects(changed, bySelector)).isTrue();
        assertThat(
                        component(
                                        "orders",
                                        Map.of(
                                                "backstage.io/kubernetes-id", "ord",
                                                "backstage.io/kubernetes-label-selector",
                                                        "app=orders"))
                                .isEmpty())
                .isTrue();
    }

    private String application(
            String name, Set<EntityRef> managed, Application.Destination destination) {
        Seen.Link link =
                matching.application(
                                "hub",
                                Observations.application(name, "deploy", destination),
                                () -> managed)
                        .link();
        return link == null ? "none" : link.entity().name() + ' ' + link.rule();
    }

    private static Map<String, String> source(String repository) {
        return Map.of(
                "backstage.io/source-location",
                "url:https://git.example.com/acme/" + repository + "/tree/main/x/");
    }

    private static Map<String, String> image(String source) {
        return Map.of("org.opencontainers.image.source", source);
    }

    private void assertLink(Workload workload, String name, String rule, String value) {
        assertThat(matching.workload("prod", workload))
                .isEqualTo(new Matching.Found(new Seen.Link(ref(name), rule, value), ""));
    }

    private void assertNone(Workload workload, String unlinked) {
        assertThat(matching.workload("prod", workload))
                .isEqualTo(new Matching.Found(null, unlinked));
    }

    private String name(Workload workload) {
        Seen.Link link = matching.workload("prod", workload).link();
        return link == null ? "none" : link.entity().name();
    }

    private EntityIndex.Affected component(String name, Map<String, String> annotations) {
        return put("Component", "default", name, annotations);
    }

    private EntityIndex.Affected put(
            String kind, String namespace, String name, Map<String, String> annotations) {
        Entity entity =
                new Entity(
                        JsonObject.of(
                                Map.of(
                                        "kind",
                                        kind,
                                        "metadata",
                                        Map.of(
                                                "name", name,
                                                "namespace", namespace,
                                                "annotations", annotations))));
        return entities.put(new HashMap<>(Map.of(entity.ref(), EntityFacts.of(entity))));
    }

    private static EntityRef ref(String name) {
        return new EntityRef("component", "default", name);
    }
}
