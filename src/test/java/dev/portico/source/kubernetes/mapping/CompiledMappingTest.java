package dev.portico.source.kubernetes.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledMappingTest {
    private final MappedWorkload orders =
            workload(
                    Map.of("app.kubernetes.io/name", "orders", "team", "red"),
                    Map.of(),
                    Map.of("env", "prod"),
                    Map.of());

    @Test
    void makesAnEntityByItsExpressions() {
        CompiledMapping mapping =
                mapping(
                        Map.of("when", "'team' in labels"),
                        Map.of(
                                "name", "labels['app.kubernetes.io/name']",
                                "title", "'Orders in ' + cluster",
                                "owner", "'group:default/' + labels.team",
                                "lifecycle",
                                        "ns.labels.env == 'prod' ? 'production' : 'experimental'",
                                "tags", "['kubernetes', kind.lowerAscii()]",
                                "links", "hosts.map(h, {'url': 'https://' + h, 'title': h})"));

        assertThat(mapping.apply(orders).orElseThrow())
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
                                 "metadata": {"name": "orders", "title": "Orders in prod-eu",
                                   "tags": ["kubernetes", "deployment"],
                                   "links": [{"url": "https://orders.example.com", "title": "orders.example.com"}]},
                                 "spec": {"type": "service", "lifecycle": "production",
                                   "owner": "group:default/red"}}
                                """));
    }

    @Test
    void takesNameAndOwnerFromTheWorkloadAndItsNamespaceWhereNothingIsSaid() {
        CompiledMapping mapping = mapping(Map.of(), Map.of());

        assertThat(
                        mapping.apply(
                                        workload(
                                                Map.of(),
                                                Map.of(),
                                                Map.of(),
                                                Map.of("terasky.backstage.io/owner", "blue")))
                                .orElseThrow()
                                .object("spec")
                                .text("owner"))
                .contains("blue");
        JsonObject unowned = mapping.apply(orders).orElseThrow();
        assertThat(unowned.object("spec").text("owner")).contains("unknown");
        assertThat(unowned.object("metadata").text("name")).contains("orders-v1");
    }

    @Test
    void isForTheClustersNamespacesAndKindsItNames() {
        assertThat(mapping(Map.of("clusters", List.of("prod-*")), Map.of()).apply(orders))
                .isPresent();
        assertThat(mapping(Map.of("clusters", List.of("test-*")), Map.of()).apply(orders))
                .isEmpty();
        assertThat(mapping(Map.of("namespaces", List.of("kube-*")), Map.of()).apply(orders))
                .isEmpty();
        assertThat(mapping(Map.of("workloads", List.of("batch/CronJob")), Map.of()).apply(orders))
                .isEmpty();
        assertThat(mapping(Map.of("workloads", List.of("apps/Deployment")), Map.of()).apply(orders))
                .isPresent();
        assertThat(mapping(Map.of("when", "version == '0'"), Map.of()).apply(orders)).isEmpty();
    }

    @Test
    void leavesOutWhatIsExcluded() {
        MappedWorkload excluded =
                workload(
                        Map.of(),
                        Map.of("portico.dev/exclude-from-catalog", "true"),
                        Map.of(),
                        Map.of());

        assertThat(mapping(Map.of(), Map.of()).apply(excluded)).isEmpty();
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertThatThrownBy(() -> mapping(Map.of(), Map.of("name", "labls.app")))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("spec.entity.name")
                .hasMessageContaining("column 1")
                .hasMessageContaining("labls");
        assertThatThrownBy(() -> mapping(Map.of("when", "name"), Map.of()))
                .hasMessageContaining("spec.when")
                .hasMessageContaining("makes a string; a bool is needed");
        assertThatThrownBy(() -> mapping(Map.of(), Map.of("name", "labels.app")).apply(orders))
                .hasMessageContaining("fails here: key 'app' is not");
    }

    private static CompiledMapping mapping(Map<String, Object> spec, Map<String, Object> entity) {
        Map<String, Object> all = new LinkedHashMap<>(spec);
        all.put("entity", entity);
        return CompiledMapping.of(
                new Entity(
                        JsonObject.of(
                                Map.of(
                                        "kind",
                                        "KubernetesMapping",
                                        "metadata",
                                        Map.of("name", "services"),
                                        "spec",
                                        all))));
    }

    private static MappedWorkload workload(
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<String, String> namespaceLabels,
            Map<String, String> namespaceAnnotations) {
        return new MappedWorkload(
                "prod-eu",
                new Workload(
                        new ObjectKey("apps", "Deployment", "shop", "orders-v1"),
                        "apps/v1",
                        labels,
                        annotations,
                        List.of(new Workload.Image("main", "ghcr.io/acme/orders", "1.4")),
                        2,
                        2,
                        2,
                        0,
                        null,
                        null,
                        List.of(),
                        List.of("orders.example.com"),
                        new Verdict(Health.HEALTHY, ""),
                        List.of()),
                namespaceLabels,
                namespaceAnnotations);
    }
}
