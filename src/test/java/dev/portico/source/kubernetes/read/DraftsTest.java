package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Entities that annotated workloads declare.
class DraftsTest {
    private static String deployment(String annotations) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: orders
          namespace: shop
          labels: {app.kubernetes.io/name: orders}
          annotations:
        %s
        spec:
          template:
            metadata: {labels: {app.kubernetes.io/name: orders, app.kubernetes.io/version: '1'}}
            spec: {containers: [{name: app, image: 'x:1'}]}
        ---
        """
                .formatted(annotations.indent(4).stripTrailing());
    }

    private static final String NAMESPACE =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {env: prod}, annotations: {terasky.backstage.io/owner: 'group:shop', noise: x}}
            ---
            """;

    @Test
    void theSmallestAnnotationMakesAComponent() {
        BookFixture book =
                new BookFixture().put(deployment("terasky.backstage.io/add-to-catalog: 'true'"));

        assertThat(book.last.declarations()).isTrue();
        assertThat(book.book.drafts())
                .singleElement()
                .satisfies(
                        draft ->
                                assertThat(draft.location())
                                        .isEqualTo(
                                                "kubernetes:prod-eu/shop/Deployment.apps/orders"));
        assertThat(book.draft("orders"))
                .isEqualTo(
                        BookFixture.object(
                                """
                                apiVersion: backstage.io/v1alpha1
                                kind: Component
                                metadata:
                                  name: orders
                                  annotations:
                                    backstage.io/kubernetes-label-selector: app.kubernetes.io/name=orders
                                    backstage.io/kubernetes-namespace: shop
                                spec: {type: service, lifecycle: production, owner: unknown}
                                """));
    }

    @Test
    void everyAnnotationHasItsField() {
        BookFixture book =
                new BookFixture()
                        .put(
                                NAMESPACE
                                        + deployment(
                                                """
                                                portico.dev/add-to-catalog: 'true'
                                                portico.dev/name: Order_Service
                                                terasky.backstage.io/name: loses
                                                terasky.backstage.io/title: Orders
                                                terasky.backstage.io/description: Takes orders.
                                                terasky.backstage.io/component-type: website
                                                terasky.backstage.io/lifecycle: experimental
                                                terasky.backstage.io/system: shop
                                                terasky.backstage.io/domain: sales
                                                terasky.backstage.io/subcomponent-of: shop-app
                                                terasky.backstage.io/dependsOn: "resource:db,\\ncomponent:web"
                                                terasky.backstage.io/providesApis: orders
                                                terasky.backstage.io/consumesApis: 'stock, ???bad ref'
                                                terasky.backstage.io/links: '[{"url": "https://x.example.com", "title": "X"}]'
                                                terasky.backstage.io/backstage-tags: java,live
                                                terasky.backstage.io/backstage-namespace: team-a
                                                terasky.backstage.io/component-annotations: 'acme.io/a=1, acme.io/b=x=y'
                                                terasky.backstage.io/source-code-repo-url: https://git.example.com/orders
                                                backstage.io/techdocs-ref: dir:.
                                                backstage.io/managed-by-location: url:forged
                                                argocd.argoproj.io/tracking-id: 'apps_orders-prod:apps/Deployment:shop/orders'
                                                """));

        assertThat(book.draft("orders"))
                .isEqualTo(
                        BookFixture.object(
                                """
                                apiVersion: backstage.io/v1alpha1
                                kind: Component
                                metadata:
                                  name: Order_Service
                                  namespace: team-a
                                  title: Orders
                                  description: Takes orders.
                                  tags: [java, live]
                                  links: [{url: 'https://x.example.com', title: X}]
                                  annotations:
                                    acme.io/a: '1'
                                    acme.io/b: x=y
                                    argocd/app-name: orders-prod
                                    backstage.io/kubernetes-label-selector: app.kubernetes.io/name=orders
                                    backstage.io/kubernetes-namespace: shop
                                    backstage.io/source-location: url:https://git.example.com/orders
                                    backstage.io/techdocs-ref: dir:.
                                spec:
                                  type: website
                                  lifecycle: experimental
                                  owner: group:shop
                                  system: shop
                                  domain: sales
                                  subcomponentOf: shop-app
                                  dependsOn: ['resource:db', 'component:web']
                                  providesApis: [orders]
                                  consumesApis: [stock, '???bad ref']
                                """));
        assertThat(book.workload("orders").problems()).isEmpty();
    }

    @Test
    void theOwnerOfAnObjectComesBeforeThatOfItsNamespace() {
        String asked = "portico.dev/add-to-catalog: 'true'\n";
        BookFixture book = new BookFixture().put(deployment(asked));
        assertThat(owner(book)).isEqualTo("unknown");

        book.put(NAMESPACE);
        assertThat(book.last.declarations()).isTrue();
        assertThat(owner(book)).isEqualTo("group:shop");

        book.put(deployment(asked + "backstage.io/owner: user:ada"));
        assertThat(owner(book)).isEqualTo("user:ada");
        assertThat(
                        book.draft("orders")
                                .object("metadata")
                                .object("annotations")
                                .has("backstage.io/owner"))
                .isFalse();
    }

    private static String owner(BookFixture book) {
        return book.draft("orders").object("spec").text("owner").orElseThrow();
    }

    @Test
    void whatCannotBeReadIsLeftOutAndSaid() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment(
                                        """
                                        portico.dev/add-to-catalog: 'true'
                                        portico.dev/links: '[{"url":'
                                        portico.dev/component-annotations: no-value
                                        """));

        assertThat(book.draft("orders").object("metadata").has("links")).isFalse();
        assertThat(book.workload("orders").problems())
                .hasSize(2)
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .startsWith(
                                                "The annotation 'links' is left out: This is not valid JSON"))
                .contains(
                        "The annotation 'component-annotations' has 'no-value', which is not"
                                + " key=value; it is left out.");

        book.put(deployment("portico.dev/add-to-catalog: 'true'\nportico.dev/links: '{}'"));
        assertThat(book.workload("orders").problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem)
                                        .startsWith(
                                                "The annotation 'links' is not a list of objects"));
    }

    @Test
    void aNameThatIsTooLongStaysAsItIs() {
        String name = "x".repeat(80);
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment(
                                        "portico.dev/add-to-catalog: 'true'\nportico.dev/name: "
                                                + name));

        assertThat(book.draft("orders").object("metadata").text("name")).hasValue(name);
    }

    @Test
    void aResourceHasNoLifecycle() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment(
                                        """
                                        portico.dev/add-to-catalog: 'true'
                                        portico.dev/entity-kind: Resource
                                        portico.dev/component-type: database
                                        """));

        assertThat(book.draft("orders").text("kind")).hasValue("Resource");
        assertThat(book.draft("orders").object("spec"))
                .isEqualTo(JsonObject.of(Map.of("type", "database", "owner", "unknown")));
    }

    @Test
    void anEntityGoesWithItsAnnotationAndItsWorkload() {
        String asked = deployment("portico.dev/add-to-catalog: 'true'");
        BookFixture book = new BookFixture().put(asked);

        book.put(asked.replace("x:1", "x:2"));
        assertThat(book.last.declarations()).isFalse();

        book.put(
                deployment(
                        "portico.dev/add-to-catalog: 'true'\nportico.dev/exclude-from-catalog: 'true'"));
        assertThat(book.last.declarations()).isTrue();
        assertThat(book.book.drafts()).isEmpty();

        book.put(asked).remove(asked);
        assertThat(book.last.declarations()).isTrue();
        assertThat(book.book.drafts()).isEmpty();
    }

    @Test
    void aSubjectIsAWorkloadAndItsNamespace() {
        BookFixture book = new BookFixture().put(NAMESPACE + deployment("portico.dev/x: y"));

        assertThat(book.book.subjects())
                .containsExactly(
                        new Subject(
                                book.workload("orders"),
                                Map.of("env", "prod"),
                                Map.of("terasky.backstage.io/owner", "group:shop")));
    }

    @Test
    void namesAreMadeValid() {
        assertThat(DraftDocument.name("https://api.x.io:6443/")).isEqualTo("https-api.x.io-6443");
        assertThat(DraftDocument.name("a".repeat(70)))
                .hasSize(63)
                .isNotEqualTo(DraftDocument.name("a".repeat(71)));
    }
}
