package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.kubernetes.read.BookSettings;
import dev.portico.source.kubernetes.read.ClusterBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
    private static final String TRIAL = "{}";
    private static final String EXTERNAL =
            """
            replicaCount: 2
            database: { existingSecret: portico-database, urlKey: jdbc }
            persistence: { enabled: false }
            """;

    @Test
    void hasNothingThatLintComplainsOf() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();
        assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
    }

    @Test
    void runsTheProgramOnAVolumeOfItsOwnWhenNothingIsSet() throws Exception {
        Chart chart = Chart.render("portals", TRIAL);

        assertThat(chart.objects().stream().map(it -> it.text("kind").orElseThrow()).sorted())
                .containsExactly(
                        "ClusterRole",
                        "ClusterRoleBinding",
                        "ConfigMap",
                        "Deployment",
                        "PersistentVolumeClaim",
                        "Service",
                        "ServiceAccount");
        JsonObject deployment = chart.one("Deployment").object("spec");
        assertThat(deployment.value("replicas")).isEqualTo(1L);
        assertThat(deployment.object("strategy").text("type")).contains("Recreate");
        assertThat(volume(chart, "data"))
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"name": "data",
                                 "persistentVolumeClaim": {"claimName": "portico-data"}}
                                """));
        assertThat(chart.container().texts("args"))
                .containsExactly("--config", "/etc/portico/portico.yaml");
        assertThat(environment(chart))
                .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                .containsEntry("PORTICO_DATA_DIR", "/data")
                .containsEntry("PORTICO_ACCESS_INSECURE", "false")
                .doesNotContainKey("QUARKUS_DATASOURCE_JDBC_URL");
        assertThat(config(chart))
                .isEqualTo(
                        """
                        portico:
                          kubernetes:
                            clusters:
                            - in-cluster: true
                              name: local
                        """);
    }

    @Test
    void takesADatabaseFromASecretAndThenHasReplicas() throws Exception {
        Chart chart = Chart.render("portals", EXTERNAL);

        assertThat(environment(chart))
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "portico-database/jdbc")
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "portico-database/username")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "portico-database/password");
        assertThat(chart.all("PersistentVolumeClaim")).isEmpty();
        JsonObject deployment = chart.one("Deployment").object("spec");
        assertThat(deployment.value("replicas")).isEqualTo(2L);
        assertThat(deployment.object("strategy").text("type")).contains("RollingUpdate");
        assertThat(volume(chart, "data").has("emptyDir")).isTrue();
    }

    @Test
    void givesTheProgramNoRightsOnItsMachine() throws Exception {
        Chart chart = Chart.render("portals", TRIAL);

        assertThat(chart.container().object("securityContext"))
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"allowPrivilegeEscalation": false,
                                 "readOnlyRootFilesystem": true,
                                 "capabilities": {"drop": ["ALL"]}}
                                """));
        assertThat(chart.pod().object("securityContext"))
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"runAsNonRoot": true, "runAsUser": 10001, "runAsGroup": 10001,
                                 "fsGroup": 10001, "fsGroupChangePolicy": "OnRootMismatch",
                                 "seccompProfile": {"type": "RuntimeDefault"}}
                                """));
    }

    @Test
    void asksTheProgramHowItDoes() throws Exception {
        JsonObject container = Chart.render("portals", TRIAL).container();

        Map<String, String> probes = new TreeMap<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            probes.put(probe, container.object(probe).object("httpGet").text("path").orElse(""));
        }
        assertThat(probes)
                .isEqualTo(
                        Map.of(
                                "startupProbe", "/q/health/started",
                                "livenessProbe", "/q/health/live",
                                "readinessProbe", "/q/health/ready"));
    }

    @Test
    void readsTheClusterAndNoSecrets() throws Exception {
        List<JsonObject> rules =
                Chart.render(
                                "portals",
                                """
                                rbac:
                                  crossplaneGroups: [platform.acme.io, nop.crossplane.io]
                                  extraRules:
                                    - apiGroups: [apps.kruise.io]
                                      resources: [clonesets]
                                """)
                        .one("ClusterRole")
                        .objects("rules");

        Map<String, List<String>> byGroup =
                rules.stream()
                        .collect(
                                Collectors.toMap(
                                        rule -> String.join(" ", rule.texts("apiGroups")),
                                        rule -> rule.texts("resources")));
        assertThat(rules)
                .allSatisfy(
                        rule ->
                                assertThat(rule.texts("verbs"))
                                        .containsExactly("get", "list", "watch"));
        assertThat(byGroup)
                .containsEntry(
                        "",
                        List.of("namespaces", "pods", "services", "limitranges", "resourcequotas"))
                .containsEntry("apiextensions.k8s.io", List.of("customresourcedefinitions"))
                .containsEntry(
                        "argoproj.io", List.of("applications", "applicationsets", "rollouts"))
                .containsEntry("platform.acme.io nop.crossplane.io", List.of("*"))
                .containsEntry("apps.kruise.io", List.of("clonesets"))
                .doesNotContainKey("*");
        assertThat(byGroup.values().stream().flatMap(List::stream))
                .doesNotContain("secrets", "configmaps");
    }

    @Test
    void readsEveryKindThatIsFollowed() throws Exception {
        Set<String> readable = new TreeSet<>();
        for (JsonObject rule : Chart.render("portals", TRIAL).one("ClusterRole").objects("rules")) {
            for (String group : rule.texts("apiGroups")) {
                rule.texts("resources").forEach(it -> readable.add(group + "/" + it));
            }
        }
        Set<String> followed =
                new ClusterBook(new BookSettings("here", List.of()), Clock.systemUTC())
                        .interests().stream()
                                .map(it -> it.group() + "/" + plural(it.kind()))
                                .collect(Collectors.toCollection(TreeSet::new));

        // only listed for the pages of Backstage
        followed.addAll(
                List.of(
                        "/limitranges",
                        "/resourcequotas",
                        "apps/replicasets",
                        "autoscaling/horizontalpodautoscalers"));
        assertThat(readable).containsExactlyElementsOf(followed);
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("y")) {
            return lower.substring(0, lower.length() - 1) + "ies";
        }
        return lower.endsWith("s") ? lower + "es" : lower + "s";
    }

    @Test
    void givesTheSameRightsToReadAnotherCluster() throws Exception {
        List<JsonObject> reader = Chart.objects(Files.readString(Path.of("helm/reader.yaml")));

        assertThat(
                        reader.stream()
                                .filter(it -> it.text("kind").orElseThrow().equals("ClusterRole"))
                                .flatMap(it -> it.objects("rules").stream()))
                .containsExactlyElementsOf(
                        Chart.render("portals", TRIAL).one("ClusterRole").objects("rules"));
    }

    @Test
    void isBoundInSomeNamespacesOnly() throws Exception {
        Chart chart = Chart.render("portals", "rbac: { namespaces: [team-a, team-b] }");

        assertThat(chart.all("ClusterRoleBinding")).isEmpty();
        assertThat(
                        chart.all("RoleBinding").stream()
                                .map(it -> it.object("metadata").text("namespace").orElseThrow()))
                .containsExactly("team-a", "team-b");
        assertThat(config(chart))
                .isEqualTo(
                        """
                        portico:
                          kubernetes:
                            clusters:
                            - in-cluster: true
                              name: local
                              namespaces:
                              - team-a
                              - team-b
                        """);
    }

    @Test
    void letsTemplatesApplyWhatIsNamedAndNothingElse() throws Exception {
        Chart chart =
                Chart.render(
                        "portals",
                        """
                        cluster:
                          apply:
                            - {namespace: argocd, apiGroup: argoproj.io, kind: AppProject, resource: appprojects}
                            - {namespace: argocd, apiGroup: argoproj.io, kind: Application, resource: applications}
                            - {namespace: shop, apiGroup: "", kind: Service, resource: services}
                        """);

        assertThat(config(chart))
                .isEqualTo(
                        """
                        portico:
                          kubernetes:
                            clusters:
                            - allow-apply: true
                              apply-kinds:
                              - argoproj.io/AppProject
                              - argoproj.io/Application
                              - Service
                              apply-namespaces:
                              - argocd
                              - shop
                              in-cluster: true
                              name: local
                        """);
        assertThat(chart.all("Role").stream().map(ChartTest::rights))
                .containsExactly(
                        "argocd argoproj.io/appprojects argoproj.io/applications",
                        "shop /services");
        assertThat(chart.all("RoleBinding").stream().map(it -> it.object("roleRef").text("kind")))
                .containsExactly(Optional.of("Role"), Optional.of("Role"));
        assertThat(Chart.render("portals", TRIAL).all("Role")).isEmpty();
    }

    private static String rights(JsonObject role) {
        return role.object("metadata").text("namespace").orElseThrow()
                + role.objects("rules").stream()
                        .peek(
                                rule ->
                                        assertThat(rule.texts("verbs"))
                                                .containsExactly("get", "create", "patch"))
                        .map(
                                rule ->
                                        " "
                                                + rule.texts("apiGroups").getFirst()
                                                + "/"
                                                + rule.texts("resources").getFirst())
                        .collect(Collectors.joining());
    }

    @Test
    void leavesTheClusterAloneWhenToldSo() throws Exception {
        Chart chart = Chart.render("portals", "cluster: { follow: false }");

        assertThat(chart.all("ClusterRole")).isEmpty();
        assertThat(chart.all("ClusterRoleBinding")).isEmpty();
        assertThat(chart.pod().value("automountServiceAccountToken")).isEqualTo(false);
        assertThat(config(chart)).isEqualTo("{}\n");
    }

    @Test
    void joinsTheConfigurationOfTheValuesWithItsOwn() throws Exception {
        Chart chart =
                Chart.render(
                        "portals",
                        """
                        config:
                          portico:
                            source: { git: { poll-interval: 1m } }
                            kubernetes: { clusters: [{ name: prod, kubeconfig: /k/config }] }
                        clusterDocuments:
                          edge:
                            apiVersion: portico.dev/v1
                            kind: Cluster
                            metadata: { name: edge }
                            spec: { role: spoke }
                        """);

        assertThat(config(chart))
                .isEqualTo(
                        """
                        portico:
                          kubernetes:
                            clusters:
                            - in-cluster: true
                              name: local
                            - kubeconfig: /k/config
                              name: prod
                            clusters-dir: /etc/portico-clusters
                          source:
                            git:
                              poll-interval: 1m
                        """);
        assertThat(chart.all("ConfigMap").getLast().object("data").text("edge.yaml").orElseThrow())
                .contains("kind: Cluster", "role: spoke");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 2 | replicas",
                "replicaCount: 2 | set database.existingSecret",
                "{replicaCount: 2, database: {existingSecret: db}} | persistence.enabled=false",
                "persistence: {size: ten} | /persistence/size",
                "cluster: {name: Prod EU} | /cluster/name",
                "cluster: {apply: [{namespace: a, apiGroup: b.c, kind: D, resource: '*'}]} | /cluster/apply/0",
                "rbac: {crossplaneGroups: ['*']} | /rbac/crossplaneGroups/0",
                "rbac: {extraRules: [{apiGroups: [''], resources: [secrets]}]} | no Secrets",
                "rbac: {extraRules: [{apiGroups: [''], resources: [configmaps]}]} | no ConfigMaps",
                "rbac: {extraRules: [{apiGroups: ['*'], resources: ['*']}]} | no Secrets",
                "rbac: {extraRules: [{apiGroups: [a.b], resources: [c], verbs: [delete]}]} | verbs",
                "{cluster: {follow: false}, rbac: {namespaces: [a]}} | rbac.namespaces",
                "clusterDocuments: {a: {kind: Cluster}} | /clusterDocuments/a",
            })
    void saysWhatIsWrongWithValues(String values, String complaint) {
        assertThatThrownBy(() -> Chart.render("portals", values)).hasMessageContaining(complaint);
    }

    @Test
    void explainsEveryValue() throws Exception {
        String readme = Files.readString(Chart.FOLDER.resolve("README.md"));
        String values = Files.readString(Chart.FOLDER.resolve("values.yaml"));
        assertThat(
                        values.lines()
                                .filter(line -> line.matches("[a-zA-Z]+:.*"))
                                .map(line -> line.substring(0, line.indexOf(':'))))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(readme).containsPattern("`" + name + "[`.]"));
    }

    private static String config(Chart chart) {
        return chart.all("ConfigMap").getFirst().object("data").text("portico.yaml").orElseThrow();
    }

    private static JsonObject volume(Chart chart, String name) {
        return chart.pod().objects("volumes").stream()
                .filter(it -> it.text("name").orElseThrow().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Values of variables; for one from a Secret its name and key.
    private static Map<String, String> environment(Chart chart) {
        return chart.container().objects("env").stream()
                .collect(
                        Collectors.toMap(
                                it -> it.text("name").orElseThrow(), ChartTest::valueOrSecret));
    }

    private static String valueOrSecret(JsonObject variable) {
        JsonObject secret = variable.object("valueFrom").object("secretKeyRef");
        return variable.text("value")
                .orElseGet(
                        () ->
                                secret.text("name").orElseThrow()
                                        + "/"
                                        + secret.text("key").orElseThrow());
    }
}
