package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Policy;
import dev.portico.runtime.PolicyReport;
import dev.portico.runtime.PolicyReport.Result;
import dev.portico.runtime.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Policies of Kyverno, and reports of any engine.
class PoliciesTest {
    @Test
    void readsAPolicyOfRules() {
        Policy policy =
                new BookFixture()
                        .put(
                                """
                                apiVersion: kyverno.io/v1
                                kind: ClusterPolicy
                                metadata:
                                  name: require-limits
                                  annotations:
                                    policies.kyverno.io/title: Require limits
                                    policies.kyverno.io/category: Best Practices
                                    policies.kyverno.io/severity: Medium
                                    policies.kyverno.io/description: Every container has limits.
                                spec:
                                  validationFailureAction: Audit
                                  rules:
                                    - {name: memory, validate: {failureAction: Enforce}}
                                    - {name: cpu, validate: {}}
                                    - {name: signed, verifyImages: [{}]}
                                status: {conditions: [{type: Ready, status: 'True'}]}
                                """)
                        .one(Policy.class, "require-limits");

        assertThat(policy.title()).isEqualTo("Require limits");
        assertThat(policy.category()).isEqualTo("Best Practices");
        assertThat(policy.severity()).isEqualTo("medium");
        assertThat(policy.description()).isEqualTo("Every container has limits.");
        assertThat(policy.mode()).isEqualTo("audit, enforce");
        assertThat(policy.rules()).containsExactly("memory", "cpu", "signed");
        assertThat(policy.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(policy.deprecated())
                .isEqualTo(
                        "ClusterPolicy of kyverno.io is deprecated since Kyverno 1.17; use"
                                + " ImageValidatingPolicy, ValidatingPolicy of policies.kyverno.io"
                                + " instead.");
    }

    @Test
    void readsThePoliciesOfOneTask() {
        String policy =
                """
                apiVersion: policies.kyverno.io/v1
                kind: %s
                metadata: {name: p}
                spec: {validationActions: [%s]}
                status: {conditionStatus: {ready: %s, message: '', conditions: [{type: WebhookConfigured, status: 'False', message: 'no webhook'}]}}
                """;
        BookFixture book =
                new BookFixture().put(policy.formatted("ValidatingPolicy", "Warn, Audit", true));
        Policy read = book.one(Policy.class, "p");
        assertThat(read.mode()).isEqualTo("audit, warn");
        assertThat(read.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(read.deprecated()).isEmpty();
        assertThat(read.apiVersion()).isEqualTo("policies.kyverno.io/v1");

        book.put(policy.formatted("ValidatingPolicy", "", false));
        assertThat(book.one(Policy.class, "p").mode()).isEqualTo("deny");
        assertThat(book.one(Policy.class, "p").verdict())
                .isEqualTo(new Verdict(Health.DEGRADED, "WebhookConfigured: no webhook"));

        assertThat(
                        new BookFixture()
                                .put(policy.formatted("NamespacedMutatingPolicy", "", true))
                                .one(Policy.class, "p")
                                .mode())
                .isEmpty();
    }

    @Test
    void aCleanupPolicyIsDeprecatedToo() {
        Policy policy =
                new BookFixture()
                        .put(
                                """
                                apiVersion: kyverno.io/v2
                                kind: CleanupPolicy
                                metadata: {name: tidy, namespace: shop}
                                """)
                        .one(Policy.class, "tidy");

        assertThat(policy.deprecated())
                .isEqualTo(
                        "CleanupPolicy of kyverno.io is deprecated since Kyverno 1.17; use"
                                + " DeletingPolicy of policies.kyverno.io instead.");
        assertThat(policy.verdict().health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void aResultIsAboutItsObjectsOrTheScope() {
        PolicyReport report =
                new BookFixture()
                        .put(
                                """
                                apiVersion: wgpolicyk8s.io/v1alpha2
                                kind: PolicyReport
                                metadata: {name: r, namespace: shop}
                                scope: {apiVersion: apps/v1, kind: Deployment, name: orders, namespace: shop}
                                results:
                                  - policy: require-limits
                                    rule: memory
                                    source: kyverno
                                    result: fail
                                    severity: High
                                    category: Best Practices
                                    message: no limit
                                    timestamp: {seconds: 1782205200, nanos: 5}
                                  - policy: scan
                                    source: trivy
                                    result: warn
                                    resources:
                                      - {apiVersion: v1, kind: Pod, name: a}
                                      - {apiVersion: v1, kind: Pod, name: b}
                                """)
                        .one(PolicyReport.class, "r");

        assertThat(report.results())
                .containsExactly(
                        new Result(
                                new ObjectKey("apps", "Deployment", "shop", "orders"),
                                "require-limits",
                                "memory",
                                "kyverno",
                                "fail",
                                "high",
                                "Best Practices",
                                "no limit",
                                Instant.ofEpochSecond(1782205200, 5)),
                        warning("a"),
                        warning("b"));
    }

    private static Result warning(String pod) {
        return new Result(
                new ObjectKey("", "Pod", "shop", pod),
                "scan",
                "",
                "trivy",
                "warn",
                "",
                "",
                "",
                null);
    }

    @Test
    void openReportsNamesTwoFieldsAnew() {
        PolicyReport report =
                new BookFixture()
                        .put(
                                """
                                apiVersion: openreports.io/v1alpha1
                                kind: ClusterReport
                                metadata: {name: r}
                                source: falco
                                results:
                                  - {policy: p, result: error, description: broken, subjects: [{apiVersion: v1, kind: Namespace, name: shop}]}
                                  - {policy: p, result: pass}
                                """)
                        .one(PolicyReport.class, "r");

        assertThat(report.results())
                .containsExactly(
                        new Result(
                                new ObjectKey("", "Namespace", "", "shop"),
                                "p",
                                "",
                                "falco",
                                "error",
                                "",
                                "",
                                "broken",
                                null),
                        new Result(null, "p", "", "falco", "pass", "", "", "", null));
    }

    @Test
    void ofTooManyResultsThoseThatFailStay() {
        StringBuilder report =
                new StringBuilder(
                        """
                        apiVersion: wgpolicyk8s.io/v1alpha2
                        kind: ClusterPolicyReport
                        metadata: {name: r}
                        results:
                        """);
        for (int i = 0; i < 1_200; i++) {
            report.append("  - {policy: p").append(i).append(", result: pass}\n");
        }
        report.append("  - {policy: last, result: fail}\n");
        PolicyReport read = new BookFixture().put(report.toString()).one(PolicyReport.class, "r");

        assertThat(read.results()).hasSize(1_000);
        assertThat(read.results().getFirst().policy()).isEqualTo("last");
    }

    @Test
    void reportsOfTheMakingAreNotWanted() {
        assertThat(new BookFixture().book.interests())
                .noneMatch(interest -> interest.kind().contains("Ephemeral"));
    }

    @Test
    void theSameVersionIsNotToldTwice() {
        String report =
                """
                apiVersion: wgpolicyk8s.io/v1alpha2
                kind: PolicyReport
                metadata: {name: r, namespace: shop, resourceVersion: '7'}
                """;
        BookFixture book = new BookFixture().put(report);
        assertThat(book.last.changed()).hasSize(1);
        assertThat(book.put(report).last.isEmpty()).isTrue();
    }
}
