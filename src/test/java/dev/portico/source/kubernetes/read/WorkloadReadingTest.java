package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Workload.Image;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Labels, annotations, images, hosts, and what happens to them when objects come and go.
class WorkloadReadingTest {
    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders, namespace: shop, labels: {team: a, app: own}}
            spec:
              replicas: 1
              template:
                metadata: {labels: {app: orders, tier: web}}
                spec: {containers: [{name: app, image: 'x:1'}]}
            status: {replicas: 1, readyReplicas: 1, updatedReplicas: 1}
            ---
            """;
    private static final ResourceKind KIND =
            new ResourceKind("apps", "v1", "Deployment", "deployments", true);

    @Test
    void readsImagesOfAllForms() {
        assertThat(Images.parse("a", "nginx")).isEqualTo(new Image("a", "nginx", ""));
        assertThat(Images.parse("a", "nginx:1.27")).isEqualTo(new Image("a", "nginx", "1.27"));
        assertThat(Images.parse("a", "localhost:5000/acme/orders"))
                .isEqualTo(new Image("a", "localhost:5000/acme/orders", ""));
        assertThat(Images.parse("a", "localhost:5000/acme/orders:v2"))
                .isEqualTo(new Image("a", "localhost:5000/acme/orders", "v2"));
        assertThat(Images.parse("a", "ghcr.io/x@sha256:0123456789abcdef0123"))
                .isEqualTo(new Image("a", "ghcr.io/x", "0123456789ab"));
        assertThat(Images.parse("a", "r.io:443/x:1@sha256:0123456789abcdef"))
                .isEqualTo(new Image("a", "r.io:443/x", "1"));
    }

    @Test
    void ownLabelsComeBeforeThoseOfPods() {
        assertThat(new BookFixture().put(DEPLOYMENT).workload("orders").labels())
                .isEqualTo(Map.of("team", "a", "app", "own", "tier", "web"));
    }

    @Test
    void ofTooManyLabelsThoseOfTheConventionsStay() {
        Map<String, Object> labels = new LinkedHashMap<>();
        for (int i = 0; i < 80; i++) {
            labels.put("a" + i, "v");
        }
        labels.put("app.kubernetes.io/name", "orders");
        BookFixture book = new BookFixture();
        book.put(with("labels", labels));
        book.drain();

        assertThat(book.workload("orders").labels())
                .hasSize(64)
                .containsEntry("app.kubernetes.io/name", "orders");
        assertThat(book.workload("orders").problems())
                .containsExactly("It has 83 labels; only 64 are kept.");
    }

    @Test
    void ofAMegabyteOfAnnotationsLittleIsKept() {
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("acme.io/blob", "x".repeat(1_000_000));
        annotations.put("portico.dev/title", "t".repeat(3_000));
        for (int i = 0; i < 100; i++) {
            annotations.put("portico.dev/x" + i, "v");
        }
        BookFixture book = new BookFixture();
        book.put(with("annotations", annotations));
        book.drain();

        assertThat(book.workload("orders").annotations())
                .hasSize(64)
                .doesNotContainKey("acme.io/blob");
        assertThat(book.workload("orders").annotations().get("portico.dev/title"))
                .hasSize(2_000)
                .endsWith("t…");
        assertThat(book.workload("orders").problems())
                .containsExactly(
                        "The annotation 'portico.dev/title' has 3000 characters; it is cut after"
                                + " 2000.",
                        "It has 101 annotations that the portal reads; only 64 are kept.");
    }

    @Test
    void aMessageIsCut() {
        BookFixture book =
                new BookFixture()
                        .put(
                                DEPLOYMENT.replace(
                                        "status: {",
                                        "status: {conditions: [{type: ReplicaFailure, status:"
                                                + " 'True', message: '"
                                                + "m".repeat(9_000)
                                                + "'}], "));

        assertThat(book.workload("orders").verdict().reason()).hasSize(500);
        assertThat(book.workload("orders").conditions().getFirst().message()).hasSize(500);
    }

    private static JsonObject with(String field, Map<String, Object> texts) {
        JsonObject object = BookFixture.object(DEPLOYMENT);
        return object.with("metadata", object.object("metadata").with(field, texts));
    }

    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {type: LoadBalancer, selector: {app: orders, tier: web}}
            status: {loadBalancer: {ingress: [{hostname: lb.example.com}, {ip: 10.1.2.3}]}}
            ---
            """;
    private static final String INGRESS =
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, namespace: shop}
            spec:
              tls: [{hosts: [secure.example.com]}]
              rules:
                - host: orders.example.com
                  http: {paths: [{backend: {service: {name: web}}}]}
                - http: {paths: [{backend: {service: {name: web}}}]}
                - host: other.example.com
                  http: {paths: [{backend: {service: {name: other}}}]}
            ---
            """;
    private static final String ROUTE =
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: web, namespace: shop}
            spec:
              hostnames: [api.example.com]
              rules: [{backendRefs: [{name: web}, {name: web, namespace: elsewhere}]}]
            ---
            """;

    @Test
    void hostsAreThoseOfTheServicesThatSelectThePods() {
        BookFixture book = new BookFixture().put(INGRESS + DEPLOYMENT + ROUTE + SERVICE);
        assertThat(book.workload("orders").hosts())
                .containsExactly(
                        "10.1.2.3",
                        "api.example.com",
                        "lb.example.com",
                        "orders.example.com",
                        "secure.example.com");

        book.remove(INGRESS).put(SERVICE.replace("LoadBalancer", "ClusterIP"));
        assertThat(book.workload("orders").hosts()).containsExactly("api.example.com");

        book.put(SERVICE.replace("tier: web", "tier: db"));
        assertThat(book.workload("orders").hosts()).isEmpty();
    }

    @Test
    void aServiceOfAnotherNamespaceSelectsNothing() {
        BookFixture book = new BookFixture().put(DEPLOYMENT + SERVICE.replace("shop", "elsewhere"));

        assertThat(book.workload("orders").hosts()).isEmpty();
    }

    @Test
    void whatChangesNothingIsNotTold() {
        BookFixture book = new BookFixture().put(DEPLOYMENT + SERVICE);
        assertThat(book.last.subjects()).isTrue();

        book.put(DEPLOYMENT + SERVICE);
        assertThat(book.last.isEmpty()).isTrue();

        book.put(DEPLOYMENT.replace("x:1", "x:2"));
        assertThat(book.last.changed()).hasSize(1);
        assertThat(book.last.subjects()).isFalse();
        assertThat(book.last.declarations()).isFalse();

        book.put(DEPLOYMENT.replace("team: a", "team: b"));
        assertThat(book.last.subjects()).isTrue();
    }

    @Test
    void aListTakesWhatIsNotInIt() {
        String other = DEPLOYMENT.replace("name: orders", "name: billing");
        String lab = DEPLOYMENT.replace("namespace: shop", "namespace: lab");
        BookFixture book = new BookFixture().put(DEPLOYMENT + other + lab);

        book.book.replaced(KIND, "shop", Set.of(key("shop", "billing")));
        assertThat(book.drain().last.gone()).containsExactly(key("shop", "orders"));

        book.book.replaced(KIND, null, Set.of());
        assertThat(book.drain().told).isEmpty();
        assertThat(book.book.observed()).isEmpty();
    }

    @Test
    void aKindThatIsDroppedTakesItsObjectsAlong() {
        BookFixture book = new BookFixture().put(DEPLOYMENT);

        book.book.dropped(KIND);

        assertThat(book.drain().last.gone()).containsExactly(key("shop", "orders"));
    }

    @Test
    void podsMayComeFirstAndStayLast() {
        String pod =
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: orders-7d-x
                  namespace: shop
                  labels: {pod-template-hash: 7d}
                  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: orders-7d}]
                status: {containerStatuses: [{restartCount: 2}], initContainerStatuses: [{restartCount: 1}]}
                ---
                """;
        BookFixture book = new BookFixture().put(pod);
        assertThat(book.told).isEmpty();
        assertThat(book.put(DEPLOYMENT).workload("orders").restarts()).isEqualTo(3);

        book.remove(DEPLOYMENT);
        assertThat(book.told).isEmpty();
        assertThat(book.put(DEPLOYMENT).workload("orders").restarts()).isEqualTo(3);

        book.remove(pod);
        assertThat(book.workload("orders").restarts()).isZero();
    }

    @Test
    void objectsOfUnwantedKindsAndWithoutNameAreIgnored() {
        BookFixture book =
                new BookFixture()
                        .put(
                                """
                                apiVersion: v1
                                kind: ConfigMap
                                metadata: {name: x, namespace: shop}
                                ---
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {namespace: shop}
                                ---
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: odd, namespace: shop, labels: 3}
                                spec: {replicas: many, template: [1]}
                                status: {conditions: {}, readyReplicas: -4}
                                """);

        assertThat(book.told.keySet()).containsExactly(key("shop", "odd"));
    }

    private static ObjectKey key(String namespace, String name) {
        return new ObjectKey("apps", "Deployment", namespace, name);
    }
}
