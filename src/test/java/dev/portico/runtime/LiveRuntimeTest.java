package dev.portico.runtime;

import static dev.portico.runtime.Observations.deployment;
import static dev.portico.runtime.Observations.labelled;
import static dev.portico.runtime.Observations.resource;
import static dev.portico.runtime.Observations.result;
import static dev.portico.runtime.Observations.workload;
import static dev.portico.runtime.RuntimeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.SourceLease;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.runtime.PlatformResource.Role;
import dev.portico.test.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way out: one node with a hub and a spoke.
class LiveRuntimeTest {
    private static final ObjectKey CLAIM = new ObjectKey("acme.io", "Bucket", "shop", "logs");
    private static final ObjectKey XR = new ObjectKey("acme.io", "XBucket", "", "logs-x7");
    private static final ObjectKey MANAGED = new ObjectKey("s3.aws", "Bucket", "", "logs-x7-b");
    private static final ObjectKey FINE = new ObjectKey("s3.aws", "Acl", "", "logs-x7-a");

    @TempDir private static Path folder;
    private static RuntimeFixture runtime;
    private static RuntimeQuery query;

    @BeforeAll
    static void start() {
        runtime = new RuntimeFixture(TestDatabase.fresh(), folder);
        SourceLease git = runtime.catalog.source("git:a", SourceClass.GIT);
        runtime.catalog.put(
                git,
                CatalogFixture.component("l", "orders", "team-a"),
                CatalogFixture.component("l", "logs", "team-a", Map.of("annotations", id("logs"))),
                CatalogFixture.component("l", "cart", "team-b"));
        RuntimeFixture.Node node = runtime.node();
        query = node.query;
        RuntimeStream hub = runtime.stream("hub");
        hub.write(hubObjects(), List.of());
        RuntimeStream spoke = runtime.stream("spoke");
        spoke.write(spokeObjects(), List.of());
        spoke.write(List.of(named("shop", "orders", Health.DEGRADED)), List.of());
        await().untilAsserted(
                        () -> {
                            assertThat(query.clusters()).hasSize(2);
                            assertThat(query.health(ref("orders")).map(Verdict::health))
                                    .contains(Health.DEGRADED);
                        });
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private static List<Observation> hubObjects() {
        PlatformResource claim =
                new PlatformResource(
                        CLAIM,
                        "acme.io/v1",
                        Role.CLAIM,
                        id("logs"),
                        Map.of(),
                        null,
                        List.of(XR),
                        "",
                        false,
                        new Verdict(Health.PROGRESSING, "waiting"),
                        List.of());
        return List.of(
                claim,
                resource(
                        Role.COMPOSITE,
                        XR,
                        CLAIM,
                        new Verdict(Health.PROGRESSING, "waiting"),
                        MANAGED,
                        FINE,
                        XR,
                        new ObjectKey("", "ConfigMap", "shop", "not-followed")),
                resource(Role.MANAGED, FINE, XR, Verdict.HEALTHY),
                resource(Role.MANAGED, MANAGED, XR, new Verdict(Health.DEGRADED, "no permission")),
                Observations.application(
                        "store",
                        "deploy",
                        new Application.Destination("", "spoke", "shop"),
                        deployment("shop", "cart"),
                        new ObjectKey("", "Service", "shop", "cart")));
    }

    private static List<Observation> spokeObjects() {
        List<Observation> all = new ArrayList<>();
        all.add(named("shop", "orders", Health.HEALTHY));
        all.add(named("shop", "cart", Health.HEALTHY));
        all.add(labelled("shop", "lonely", Map.of("app", "lonely", "on", "yes")));
        all.add(labelled("other", "x_1.y", Map.of()));
        all.add(
                Observations.report(
                        "direct",
                        result(deployment("shop", "orders"), "memory", "fail"),
                        result(deployment("shop", "lonely"), "memory", "pass")));
        all.add(
                Observations.report(
                        "pod",
                        result(
                                new ObjectKey("", "Pod", "shop", "orders-7d9f-abcde"),
                                "cpu",
                                "fail"),
                        result(new ObjectKey("", "Pod", "shop", "stranger-1-2"), "cpu", "fail")));
        return all;
    }

    @Test
    void listsAreSortedAndNarrowed() {
        assertThat(names(query.workloads(RuntimeFilter.ALL)))
                .containsExactly(
                        "spoke/other/x_1.y",
                        "spoke/shop/cart",
                        "spoke/shop/lonely",
                        "spoke/shop/orders");
        assertThat(names(query.workloads(filter("spoke", "shop", null, null, List.of(), true))))
                .containsExactly("spoke/shop/cart", "spoke/shop/orders");
        assertThat(names(query.workloads(filter("hub", null, null, null, List.of(), null))))
                .isEmpty();
        assertThat(names(query.workloads(RuntimeFilter.of(ref("cart")))))
                .containsExactly("spoke/shop/cart");
        EntityRef team = EntityRef.parse("group:team-a");
        assertThat(names(query.workloads(filter(null, null, null, team, List.of(), null))))
                .containsExactly("spoke/shop/orders");
        assertThat(
                        names(
                                query.workloads(
                                        filter(
                                                null,
                                                null,
                                                null,
                                                team,
                                                List.of(Health.HEALTHY),
                                                null))))
                .isEmpty();
        assertThat(query.workload("spoke", deployment("shop", "orders")).orElseThrow().entity())
                .contains(ref("orders"));
        assertThat(query.workload("hub", deployment("shop", "orders"))).isEmpty();
    }

    @Test
    void anApplicationBelongsToTheEntityOfTheWorkloadsItManages() {
        Seen<Application> application = query.applications(RuntimeFilter.ALL).getFirst();
        assertThat(application.link())
                .isEqualTo(new Seen.Link(ref("cart"), "workloads it manages", ""));
        assertThat(query.applications(RuntimeFilter.of(ref("cart")))).containsExactly(application);
    }

    @Test
    void aTreeTellsWhatIsWrongAtTheBottom() {
        RuntimeQuery.Tree tree = query.tree("hub", CLAIM).orElseThrow();
        assertThat(tree.worst())
                .isEqualTo(new Verdict(Health.DEGRADED, "Bucket logs-x7-b: no permission"));
        assertThat(tree.children()).hasSize(1);
        RuntimeQuery.Tree composite = tree.children().getFirst();
        assertThat(composite.children())
                .extracting(it -> it.resource().observation().key())
                .containsExactly(MANAGED, FINE);
        assertThat(composite.worst().reason()).isEqualTo("Bucket logs-x7-b: no permission");
        assertThat(composite.children().getFirst().worst().reason()).isEqualTo("no permission");
        assertThat(composite.children().getLast().resource().link())
                .isEqualTo(new Seen.Link(ref("logs"), "part of", "XBucket logs-x7"));
        assertThat(query.health(ref("logs")))
                .contains(new Verdict(Health.DEGRADED, "Bucket logs-x7-b (hub): no permission"));
        assertThat(query.tree("spoke", CLAIM)).isEmpty();
    }

    @Test
    void resultsBelongToTheWorkloadOfTheirObject() {
        assertThat(outcomes(RuntimeFilter.of(ref("orders"))))
                .containsExactly("memory fail orders", "cpu fail orders");
        assertThat(outcomes(RuntimeFilter.ALL))
                .containsExactly(
                        "memory fail orders",
                        "memory pass none",
                        "cpu fail orders",
                        "cpu fail none");
        EntityRef team = EntityRef.parse("group:team-b");
        assertThat(outcomes(filter(null, null, null, team, List.of(), null))).isEmpty();
    }

    @Test
    void transitionsAreThoseOfWhatBelongsToTheEntity() {
        assertThat(query.transitions(ref("orders"), Instant.EPOCH, 10))
                .extracting(it -> it.facet() + ' ' + it.before() + '>' + it.after())
                .containsExactly(
                        "health healthy>degraded",
                        "limits/cpu /Pod/shop/orders-7d9f-abcde >fail",
                        "limits/memory apps/Deployment/shop/orders >fail",
                        "health >healthy");
        assertThat(query.transitions(ref("orders"), Instant.EPOCH, 1)).hasSize(1);
        assertThat(query.transitions(ref("nobody"), Instant.EPOCH, 10)).isEmpty();
    }

    @Test
    void whatNobodyDeclaredComesWithADescriptor() {
        List<RuntimeQuery.Undeclared> undeclared = query.undeclared(RuntimeFilter.ALL);
        assertThat(undeclared)
                .extracting(it -> it.cluster() + '/' + it.namespace())
                .containsExactly("spoke/other", "spoke/shop");
        assertThat(undeclared.getLast().yaml())
                .isEqualTo(
                        """
                        apiVersion: backstage.io/v1alpha1
                        kind: Component
                        metadata:
                          name: lonely
                          annotations:
                            backstage.io/kubernetes-label-selector: app=lonely
                            backstage.io/kubernetes-namespace: shop
                        spec:
                          type: service
                          lifecycle: production
                          owner: unknown  # the group or user who owns it
                        """);
        assertThat(undeclared.getFirst().yaml())
                .contains(
                        """
                          name: x_1.y
                          # Deployment x_1.y has no label to find it by: give it the annotation
                          # portico.dev/entity: component:default/x_1.y
                        """);
    }

    private static List<String> names(List<Seen<Workload>> workloads) {
        return workloads.stream()
                .map(
                        it ->
                                it.cluster()
                                        + '/'
                                        + it.observation().key().namespace()
                                        + '/'
                                        + it.observation().key().name())
                .toList();
    }

    private static List<String> outcomes(RuntimeFilter filter) {
        return query.policyResults(filter).stream()
                .map(
                        it ->
                                it.result().rule()
                                        + ' '
                                        + it.result().outcome()
                                        + ' '
                                        + it.report().entity().map(EntityRef::name).orElse("none"))
                .toList();
    }

    private static RuntimeFilter filter(
            String cluster,
            String namespace,
            EntityRef entity,
            EntityRef owner,
            List<Health> health,
            Boolean linked) {
        return new RuntimeFilter(cluster, namespace, entity, owner, health, linked);
    }

    private static Workload named(String namespace, String name, Health health) {
        return workload(
                deployment(namespace, name),
                Map.of("app.kubernetes.io/name", name),
                Map.of(),
                "nginx",
                new Verdict(health, health == Health.HEALTHY ? "" : "1 of 3 replicas are ready"));
    }

    private static Map<String, String> id(String id) {
        return Map.of("backstage.io/kubernetes-id", id);
    }

    private static EntityRef ref(String name) {
        return CatalogFixture.ref(name);
    }
}
