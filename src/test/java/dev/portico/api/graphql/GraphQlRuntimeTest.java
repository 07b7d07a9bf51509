package dev.portico.api.graphql;

import static dev.portico.runtime.Observations.NOON;
import static dev.portico.runtime.Observations.annotated;
import static dev.portico.runtime.Observations.application;
import static dev.portico.runtime.Observations.deployment;
import static dev.portico.runtime.Observations.report;
import static dev.portico.runtime.Observations.resource;
import static dev.portico.runtime.Observations.result;
import static dev.portico.runtime.Observations.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.json.JsonValues;
import dev.portico.runtime.Application;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.Policy;
import dev.portico.runtime.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What runs where, asked over HTTP.
@QuarkusTest
class GraphQlRuntimeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String COMPONENT = "component:graphql/component-1";
    private static final ObjectKey DATABASE =
            new ObjectKey("platform.acme.example", "Database", "shop", "orders-db");
    private static final ObjectKey SERVER =
            new ObjectKey("nop.crossplane.io", "NopResource", "shop", "orders-db-1");

    @Inject StoredSample sample;
    @Inject StoredCluster cluster;

    @BeforeEach
    void seeTheSample() {
        Answer.to(
                "{ position }",
                Map.of(),
                Map.of("Portico-Min-Position", String.valueOf(sample.position())));
        cluster.status(null, null, Map.of("apps/DaemonSet", "Grant list and watch."));
        cluster.holds(
                orders(Health.DEGRADED),
                workload("lost", "nobody", Health.HEALTHY),
                application(
                        "component-1",
                        "deploy",
                        new Application.Destination("https://kubernetes.default.svc", "", "shop"),
                        deployment("shop", "orders")),
                resource(
                        PlatformResource.Role.COMPOSITE,
                        DATABASE,
                        null,
                        new Verdict(Health.PROGRESSING, "still being created"),
                        SERVER),
                resource(
                        PlatformResource.Role.MANAGED,
                        SERVER,
                        DATABASE,
                        new Verdict(Health.DEGRADED, "not available")),
                policy("limits"),
                policy("unused"),
                report("r", result(deployment("shop", "orders"), "memory", "fail")));
        await().atMost(SOON)
                .until(
                        () ->
                                workloads("{health: [DEGRADED], cluster: \"graphql\"}")
                                        .equals("[\"orders\"]"));
    }

    private static Observation orders(Health health) {
        return health == Health.DEGRADED
                ? workload(
                        deployment("shop", "orders"),
                        Map.of(),
                        Map.of("portico.dev/entity", COMPONENT),
                        "ghcr.io/acme/orders",
                        new Verdict(health, "0 of 2 replicas are ready"))
                : annotated("shop", "orders", Map.of("portico.dev/entity", COMPONENT));
    }

    private static Policy policy(String name) {
        return new Policy(
                new ObjectKey("kyverno.io", "ClusterPolicy", "", name),
                "kyverno.io/v1",
                "Limits",
                "Best",
                "high",
                "",
                "audit",
                List.of("memory"),
                Verdict.HEALTHY,
                "Write a ValidatingPolicy.");
    }

    private static String workloads(String filter) {
        return JsonValues.toJson(
                ((List<?>)
                                Answer.to(
                                                "{ workloads(filter: "
                                                        + filter
                                                        + ") { nodes { object { name } } } }")
                                        .at("/workloads/nodes"))
                        .stream()
                                .map(
                                        node ->
                                                ((Map<?, ?>) ((Map<?, ?>) node).get("object"))
                                                        .get("name"))
                                .toList());
    }

    @Test
    void aComponentTellsWhereItRunsAndHow() {
        Answer answer =
                Answer.to(
                        """
                        { entity(ref: "%s") { ... on Component {
                            health { health reason }
                            deployments { cluster namespace version health reason wanted ready
                                workload { evidence { rule entity { ref } } images { name } } }
                            applications { sync revisions evidence { rule } }
                            policyResults { totalCount outcomes { value count }
                                nodes { policy rule outcome severity subject { kind name } } } } } }
                        """
                                .formatted(COMPONENT));

        assertThat(answer.at("/entity/health/health")).isEqualTo("DEGRADED");
        assertThat(answer.at("/entity/health/reason"))
                .isEqualTo("Deployment orders in shop (graphql): 0 of 2 replicas are ready");
        assertThat(answer.at("/entity/deployments/0/cluster")).isEqualTo("graphql");
        assertThat(answer.at("/entity/deployments/0/namespace")).isEqualTo("shop");
        assertThat(answer.at("/entity/deployments/0/version")).isEqualTo("1.2.3");
        assertThat(answer.at("/entity/deployments/0/workload/evidence/rule"))
                .isEqualTo("annotation portico.dev/entity");
        assertThat(answer.at("/entity/deployments/0/workload/evidence/entity/ref"))
                .isEqualTo(COMPONENT);
        assertThat(answer.at("/entity/applications/0/revisions/0")).isEqualTo("c0ffee");
        assertThat(answer.at("/entity/applications/0/evidence/rule"))
                .isEqualTo("workloads it manages");
        assertThat(answer.at("/entity/policyResults/outcomes/0/value")).isEqualTo("fail");
        assertThat(answer.at("/entity/policyResults/nodes/0/subject/name")).isEqualTo("orders");
    }

    @Test
    void whatIsUnhealthyOfAnOwnerIsFoundAsWorkloadsAndAsEntities() {
        String owner =
                String.valueOf(
                        Answer.to("{ entity(ref: \"" + COMPONENT + "\") { owner { ref } } }")
                                .at("/entity/owner/ref"));

        assertThat(workloads("{owner: \"" + owner + "\", health: [DEGRADED, MISSING]}"))
                .isEqualTo("[\"orders\"]");
        assertThat(workloads("{owner: \"group:graphql/nobody\"}")).isEqualTo("[]");
        assertThat(
                        JsonValues.toJson(
                                Answer.to(
                                                """
                                                { entities(filter: {all: [
                                                    {key: "portico.dev/health", eq: "degraded"},
                                                    {key: "metadata.namespace", eq: "graphql"}]})
                                                  { nodes { ref } } }
                                                """)
                                        .at("/entities/nodes")))
                .isEqualTo("[{\"ref\":\"" + COMPONENT + "\"}]");
    }

    @Test
    void aClusterTellsWhatRunsThereAndWhatMayNotBeRead() {
        cluster.status(NOON, "It does not answer.", Map.of("apps/DaemonSet", "Grant it."));
        String question =
                """
                { cluster(name: "graphql") { version staleSince error unseen { what reason }
                    components { ref } health { health count } }
                  workloads(filter: {cluster: "graphql"}, first: 1) { totalCount
                    pageInfo { hasNextPage endCursor } nodes { staleSince } } }
                """;
        await().atMost(SOON).until(() -> Answer.to(question).at("/cluster/staleSince") != null);

        Answer answer = Answer.to(question);
        assertThat(answer.at("/cluster/staleSince")).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(answer.at("/cluster/error")).isEqualTo("It does not answer.");
        assertThat(answer.at("/cluster/unseen/0/what")).isEqualTo("apps/DaemonSet");
        assertThat(answer.at("/cluster/components/0/ref")).isEqualTo(COMPONENT);
        assertThat(answer.at("/workloads/totalCount")).isEqualTo(2L);
        assertThat(answer.at("/workloads/pageInfo/hasNextPage")).isEqualTo(true);
        assertThat(answer.at("/workloads/nodes/0/staleSince")).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void workloadsWithoutAnEntityComeWithTheDocumentsThatWouldDeclareThem() {
        Answer answer =
                Answer.to("{ undeclaredWorkloads(cluster: \"graphql\") { namespace count yaml } }");

        assertThat(answer.at("/undeclaredWorkloads/0/namespace")).isEqualTo("lost");
        assertThat(answer.at("/undeclaredWorkloads/0/count")).isEqualTo(1L);
        assertThat(answer.at("/undeclaredWorkloads/0/yaml").toString())
                .contains("kind: Component\nmetadata:\n  name: nobody\n");
    }

    @Test
    void aTreeTellsWhyInPlainWords() {
        Answer answer =
                Answer.to(
                        """
                        { platformTree(cluster: "graphql", group: "platform.acme.example",
                            kind: "Database", namespace: "shop", name: "orders-db")
                          { health reason rows { depth worst resource { object { kind } role } } } }
                        """);

        assertThat(answer.at("/platformTree/health")).isEqualTo("DEGRADED");
        assertThat(answer.at("/platformTree/reason"))
                .isEqualTo("NopResource orders-db-1: not available");
        assertThat(answer.at("/platformTree/rows/1/depth")).isEqualTo(1L);
        assertThat(answer.at("/platformTree/rows/1/resource/role")).isEqualTo("MANAGED");
    }

    @Test
    void policiesThatMatchNothingAreFound() {
        Answer answer =
                Answer.to(
                        """
                        { policies(filter: {cluster: "graphql"}, withoutResults: true)
                          { totalCount nodes { object { name } mode deprecated results } } }
                        """);

        assertThat(answer.at("/policies/totalCount")).isEqualTo(1L);
        assertThat(answer.at("/policies/nodes/0/object/name")).isEqualTo("unused");
        assertThat(answer.at("/policies/nodes/0/deprecated"))
                .isEqualTo("Write a ValidatingPolicy.");
    }

    @Test
    void changesOfHealthAreKept() {
        cluster.holds(orders(Health.HEALTHY));
        String question =
                "{ runtimeHistory(ref: \"%s\", facet: \"health\", first: 1) { before after object { name } } }"
                        .formatted(COMPONENT);

        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            Answer answer = Answer.to(question);
                            assertThat(answer.at("/runtimeHistory/0/before")).isEqualTo("degraded");
                            assertThat(answer.at("/runtimeHistory/0/after")).isEqualTo("healthy");
                        });
    }

    @Test
    void reportedDeploymentsStandBesideThoseOfClusters() {
        Answer.to(
                """
                mutation { reportDeployment(deployment: {ref: "%s", environment: "lambda",
                    version: "9", url: "https://ci.example.com/9", health: HEALTHY})
                  { deployment { environment } } }
                """
                        .formatted(COMPONENT));
        String question =
                "{ entity(ref: \"%s\") { ... on Component { deployments { environment version url reason } } } }"
                        .formatted(COMPONENT);

        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            Answer answer = Answer.to(question);
                            assertThat(answer.at("/entity/deployments/1/environment"))
                                    .isEqualTo("lambda");
                            assertThat(answer.at("/entity/deployments/1/version")).isEqualTo("9");
                            assertThat(answer.at("/entity/deployments/1/reason"))
                                    .isEqualTo("Reported by local.");
                        });
    }
}
