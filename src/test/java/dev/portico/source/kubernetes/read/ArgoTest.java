package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.runtime.Application;
import dev.portico.runtime.Application.Deployed;
import dev.portico.runtime.Application.Destination;
import dev.portico.runtime.Application.Managed;
import dev.portico.runtime.Application.Operation;
import dev.portico.runtime.Application.Origin;
import dev.portico.runtime.ApplicationSet;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Applications, ApplicationSets, and the clusters they tell of.
class ArgoTest {
    private static final String APPLICATION =
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata:
              name: orders
              namespace: argocd
              ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, name: all}]
            spec:
              project: shop
              sources:
                - {repoURL: 'https://git.example.com/orders', path: deploy, targetRevision: main}
                - {repoURL: 'https://charts.example.com', chart: redis, targetRevision: 1.2.3}
              destination: {server: 'https://kubernetes.default.svc', namespace: shop}
            status:
              sync: {status: OutOfSync, revisions: [abc, 1.2.3]}
              health: {status: Degraded, message: 'two of three Pods crash'}
              conditions:
                - {type: ComparisonError, message: 'no such path'}
                - {type: OrphanedResourceWarning, message: 'one orphan'}
              summary: {images: ['acme/orders:1'], externalURLs: ['https://orders.example.com']}
              operationState:
                phase: Failed
                message: 'hook failed'
                startedAt: '2026-11-23T10:00:00Z'
                finishedAt: '2026-11-23T10:01:00Z'
                operation: {initiatedBy: {username: ada}}
                syncResult: {revision: '', revisions: [abc, 1.2.3]}
              history:
                - {id: 1, revision: a1, deployStartedAt: '2026-11-01T10:00:00Z', deployedAt: '2026-11-01T10:02:00Z', initiatedBy: {automated: true}}
                - {id: 2, revisions: [a2, b2], deployedAt: '2026-11-02T10:02:00Z', initiatedBy: {username: ada}}
              resources:
                - {group: apps, version: v1, kind: Deployment, namespace: shop, name: orders, status: Synced}
                - {version: v1, kind: Service, namespace: shop, name: orders, status: Synced, health: {status: Healthy}}
            ---
            """;

    @Test
    void readsAnApplication() {
        Application application =
                new BookFixture().put(APPLICATION).one(Application.class, "orders");

        assertThat(application.sources())
                .containsExactly(
                        new Origin("https://git.example.com/orders", "deploy", "", "main"),
                        new Origin("https://charts.example.com", "", "redis", "1.2.3"));
        assertThat(application.destination())
                .isEqualTo(new Destination("https://kubernetes.default.svc", "", "shop"));
        assertThat(application.sync()).isEqualTo("OutOfSync");
        assertThat(application.revisions()).containsExactly("abc", "1.2.3");
        assertThat(application.verdict())
                .isEqualTo(
                        new Verdict(
                                Health.DEGRADED,
                                "two of three Pods crash; ComparisonError: no such path; the last"
                                        + " sync failed: hook failed"));
        assertThat(application.operation())
                .isEqualTo(
                        new Operation(
                                "Failed",
                                "hook failed",
                                "abc, 1.2.3",
                                "ada",
                                Instant.parse("2026-11-23T10:00:00Z"),
                                Instant.parse("2026-11-23T10:01:00Z")));
        assertThat(application.history())
                .containsExactly(
                        new Deployed(
                                2, "a2, b2", "ada", null, Instant.parse("2026-11-02T10:02:00Z")),
                        new Deployed(
                                1,
                                "a1",
                                "automated",
                                Instant.parse("2026-11-01T10:00:00Z"),
                                Instant.parse("2026-11-01T10:02:00Z")));
        assertThat(application.resources())
                .containsExactly(
                        new Managed(
                                new ObjectKey("apps", "Deployment", "shop", "orders"),
                                "Synced",
                                ""),
                        new Managed(
                                new ObjectKey("", "Service", "shop", "orders"),
                                "Synced",
                                "Healthy"));
        assertThat(application.conditions()).hasSize(2);
        assertThat(application.urls()).containsExactly("https://orders.example.com");
        assertThat(application.applicationSet()).isEqualTo("all");
    }

    @Test
    void keepsTheNewestTenOfTheHistory() {
        StringBuilder history = new StringBuilder();
        for (int id = 1; id <= 14; id++) {
            history.append("                - {id: ").append(id).append(", revision: r}\n");
        }
        String from = APPLICATION.substring(0, APPLICATION.indexOf("  history:"));
        Application application =
                new BookFixture()
                        .put(from + "  history:\n" + history)
                        .one(Application.class, "orders");

        assertThat(application.history())
                .extracting(Deployed::id)
                .containsExactly(14L, 13L, 12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L);
    }

    @Test
    void anApplicationThatWasNeverLookedAtIsUnknown() {
        Application application =
                new BookFixture()
                        .put(APPLICATION.substring(0, APPLICATION.indexOf("status:")))
                        .one(Application.class, "orders");

        assertThat(application.verdict())
                .isEqualTo(new Verdict(Health.UNKNOWN, "Argo CD has not looked at it yet"));
        assertThat(application.sync()).isEqualTo("Unknown");
        assertThat(application.operation()).isNull();
    }

    @Test
    void anApplicationSetIsWhatItsConditionsSay() {
        String set =
                """
                apiVersion: argoproj.io/v1alpha1
                kind: ApplicationSet
                metadata: {name: all, namespace: argocd}
                status:
                  resources: [{}, {}, {}]
                  conditions: [{type: ErrorOccurred, status: '%s', message: 'no generator'}]
                """;
        BookFixture book = new BookFixture().put(set.formatted("True"));
        assertThat(book.one(ApplicationSet.class, "all").verdict())
                .isEqualTo(new Verdict(Health.DEGRADED, "no generator"));
        assertThat(book.one(ApplicationSet.class, "all").applications()).isEqualTo(3);

        book.put(set.formatted("False"));
        assertThat(book.one(ApplicationSet.class, "all").verdict()).isEqualTo(Verdict.HEALTHY);
    }

    private static String to(String name, String destination) {
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s, namespace: argocd}
        spec: {destination: {%s}}
        ---
        """
                .formatted(name, destination);
    }

    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: cluster-1, namespace: argocd}
            server: https://api.spoke1.example.com:6443
            name: spoke one
            """;

    @Test
    void destinationsTellOfSpokes() {
        BookFixture book =
                new BookFixture()
                        .put(
                                to("a", "server: 'https://kubernetes.default.svc'")
                                        + to("b", "name: in-cluster")
                                        + to("c", "name: prod-eu")
                                        + to("d", "name: '{{cluster}}'")
                                        + to("e", "server: 'https://api.spoke1.example.com:6443'")
                                        + to("f", "server: 'https://api.spoke1.example.com:6443'")
                                        + to("g", "name: spoke2"));

        assertThat(names(book)).containsExactly("api.spoke1.example.com", "spoke2");
        assertThat(book.last.declarations()).isTrue();
        assertThat(book.draft("api.spoke1.example.com").object("metadata").object("annotations"))
                .isEqualTo(
                        BookFixture.object(
                                "kubernetes.io/api-server: https://api.spoke1.example.com:6443"));
        assertThat(book.draft("spoke2").object("spec").text("type")).hasValue("kubernetes-cluster");

        book.put(SECRET);
        assertThat(names(book)).containsExactly("spoke-one", "spoke2");
        assertThat(book.told.keySet()).extracting(ObjectKey::kind).containsOnly("Application");

        book.remove(to("e", "") + to("f", ""));
        assertThat(names(book)).containsExactly("spoke2");
        assertThat(book.book.interests()).doesNotContain(new Interest("", "Secret"));
    }

    private static List<String> names(BookFixture book) {
        return book.book.drafts().stream()
                .map(draft -> draft.entity().object("metadata").text("name").orElseThrow())
                .toList();
    }
}
