package dev.portico.template.action.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.yaml.Yaml;
import dev.portico.query.NaiveCatalog;
import dev.portico.runtime.ClusterState;
import dev.portico.runtime.Health;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.Verdict;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceReport;
import dev.portico.template.action.FakeRuntimeQuery;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.TestContext;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCrossplaneTest {
    static final String DATABASE =
            """
            type: object
            properties:
              spec:
                type: object
                required: [size, storageGB]
                properties:
                  size: {type: string, enum: [small, large], description: How large.}
                  storageGB: {type: integer, minimum: 10, exclusiveMinimum: false}
                  port: {x-kubernetes-int-or-string: true}
                  backup:
                    type: object
                    default: {}
                    properties:
                      keepDays: {type: integer, default: 7}
                      window: {type: string, nullable: true}
                  users:
                    type: array
                    items:
                      type: object
                      required: [name]
                      properties:
                        name: {type: string}
                        admin: {type: boolean, default: false}
                  tags: {type: object, additionalProperties: {type: string}}
                  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;

    @TempDir Path folder;

    private final NaiveCatalog catalog = new NaiveCatalog();
    private final FakeRuntimeQuery runtime = new FakeRuntimeQuery();
    private final List<SourceReport> sources = new ArrayList<>();
    private final ClaimCrossplane action =
            new ClaimCrossplane(new PlatformKinds(catalog, runtime, () -> sources));
    private TestContext context;

    @BeforeEach
    void context() {
        context = new TestContext(folder);
        catalog.put(
                api("database", "example.org", "Database", "Namespaced", DATABASE, "kubernetes:"));
    }

    @Test
    void writesTheManifestWithDefaultsForAPullRequest() throws Exception {
        JsonObject output =
                context.run(
                        action,
                        input(
                                        Map.of(
                                                "size",
                                                "small",
                                                "storageGB",
                                                20,
                                                "users",
                                                List.of(Map.of("name", "app"))))
                                .with("namespace", "shop")
                                .with("labels", Map.of("team", "payments"))
                                .with("path", "claims/orders.yaml"));

        String expected =
                """
                apiVersion: example.org/v1
                kind: Database
                metadata:
                  name: orders
                  namespace: shop
                  labels:
                    team: payments
                spec:
                  size: small
                  storageGB: 20
                  users:
                    - name: app
                      admin: false
                  backup:
                    keepDays: 7
                """;
        Map<?, ?> written = (Map<?, ?>) Yaml.read(context.content("claims/orders.yaml"));
        assertThat(JsonObject.of(written))
                .isEqualTo(JsonObject.of((Map<?, ?>) Yaml.read(expected)));
        assertThat(output.text("manifest")).contains(context.content("claims/orders.yaml"));
        assertThat(output.text("path")).contains("claims/orders.yaml");
        assertThat(output.text("apiVersion")).contains("example.org/v1");
    }

    @Test
    void theFileIsNamedAfterKindAndName() throws Exception {
        context.run(action, input(Map.of("size", "large", "storageGB", 10, "port", "http")));

        assertThat(context.paths()).containsExactly("database-orders.yaml");
    }

    @Test
    void everyFieldThatIsNotRightIsNamed() {
        refused(
                Map.of("storageGB", 5, "users", List.of(Map.of("admin", true)), "colour", "red"),
                "Database 'orders': ",
                "The field spec.size is missing; the kind Database needs it. It must be small,"
                        + " large.",
                "spec.storageGB",
                "The field spec.users[0].name is missing",
                "The kind Database has no field spec.colour.");
        refused(
                Map.of("size", "huge", "storageGB", "20"),
                "The value of spec.size is not valid",
                "small, large",
                "The value of spec.storageGB must be a whole number but is a text");
        assertThat(context.paths()).isEmpty();
    }

    @Test
    void whatKubernetesAllowsIsAllowed() throws Exception {
        Map<String, Object> backup = new HashMap<>();
        backup.put("window", null);
        context.run(
                action,
                input(
                        Map.of(
                                "size",
                                "small",
                                "storageGB",
                                10,
                                "port",
                                5432,
                                "backup",
                                backup,
                                "tags",
                                Map.of("any", "text"),
                                "free",
                                Map.of("what", List.of(1)),
                                "compositionSelector",
                                Map.of("matchLabels", Map.of("a", "b")))));

        assertThat(context.content("database-orders.yaml")).contains("keepDays: 7");
    }

    @Test
    void kindsThatAreNotOfferedAreTold() {
        catalog.put(api("bucket", "example.org", "Bucket", "Cluster", DATABASE, "kubernetes:"));
        catalog.put(api("forged", "example.org", "Forged", "Cluster", DATABASE, "url:"));
        runtime.put(
                "prod",
                new PlatformApi(
                        new ObjectKey("", "CompositeResourceDefinition", "", "x"),
                        "example.org",
                        "XDatabase",
                        "Database",
                        "LegacyCluster",
                        List.of("v1"),
                        new Verdict(Health.HEALTHY, ""),
                        List.of()),
                "");

        refused("Queue", null, "No cluster offers the kind Queue; there are Bucket, Database.");
        refused("Forged", null, "No cluster offers the kind Forged");
        refused("XDatabase", null, "is asked for by its claim, Database");
        refused("Database", "other.org/v1", "is not of other.org/v1 but of example.org/v1");

        catalog.put(api("second", "other.org", "Database", "Namespaced", DATABASE, "kubernetes:"));
        refused("Database", null, "Several groups have the kind Database; give apiVersion");
    }

    @Test
    void aClusterThatIsBeingReadForTheFirstTimeIsWaitedFor() throws Exception {
        JsonObject input = input(Map.of("size", "small", "storageGB", 20)).with("kind", "Store");
        sources.add(cluster("prod", null));

        Outcome.Waiting waiting = context.waits(action, input);

        assertThat(waiting.reason())
                .isEqualTo(
                        "kubernetes:prod is being read for the first time; whether it offers the"
                                + " kind Store is not known yet.");
        assertThat(waiting.checkAt()).isNotNull();
        assertThat(waiting.expires()).isAfter(waiting.checkAt());

        runtime.clusters.add(
                new ClusterState(
                        "prod", "kubernetes:prod", "v1.37", null, null, Map.of(), 1, Map.of()));
        runtime.put("prod", offered("Store"), "");
        assertThat(context.waits(action, input).reason())
                .isEqualTo(
                        "The cluster 'prod' offers the kind Store; its schema is not in the"
                                + " catalog yet.");

        catalog.put(api("store", "example.org", "Store", "Namespaced", DATABASE, "kubernetes:"));
        context.run(action, input);
        assertThat(context.paths()).containsExactly("store-orders.yaml");
    }

    @Test
    void aClusterThatIsAwayIsNotWaitedFor() {
        sources.add(cluster("prod", "It can't be reached."));

        refused("Store", null, "No cluster offers the kind Store; there are Database.");
    }

    private static SourceReport cluster(String name, String error) {
        return new SourceReport(
                new SourceInfo(
                        "kubernetes:" + name,
                        "kubernetes",
                        SourceClass.KUBERNETES,
                        TrustLevel.CATALOG,
                        "",
                        "a test",
                        null),
                SourceReport.State.READING,
                0,
                0,
                null,
                null,
                error,
                null,
                null,
                List.of(),
                List.of(),
                0);
    }

    private static PlatformApi offered(String kind) {
        return new PlatformApi(
                new ObjectKey("", "CompositeResourceDefinition", "", "x"),
                "example.org",
                kind,
                "",
                "Namespaced",
                List.of("v1"),
                new Verdict(Health.HEALTHY, ""),
                List.of());
    }

    @Test
    void namesAndNamespacesAreChecked() {
        catalog.put(api("bucket", "example.org", "Bucket", "Cluster", DATABASE, "kubernetes:"));
        assertThatThrownBy(() -> context.run(action, input(Map.of()).with("name", "../etc/x")))
                .hasMessageContaining("The name '../etc/x' is no name of an object");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        action,
                                        input(Map.of())
                                                .with("kind", "Bucket")
                                                .with("namespace", "shop")))
                .hasMessageContaining("leave out namespace");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        action,
                                        input(Map.of("size", "small", "storageGB", 10))
                                                .with("path", "../outside.yaml")))
                .hasMessageContaining("leads out of the workspace");
    }

    /// Every schema of real definitions compiles, and refuses what no schema has.
    @Test
    void schemasOfRealDefinitionsCanBeUsed() throws IOException {
        Path corpus = SharedFiles.require("corpus/k8s/crossplane");
        List<String> used = new ArrayList<>();
        try (Stream<Path> files = Files.list(corpus)) {
            for (Path file : files.sorted().toList()) {
                for (Object document : Yaml.readAll(Files.readString(file))) {
                    if (document instanceof Map<?, ?> map
                            && "CompositeResourceDefinition".equals(map.get("kind"))) {
                        used.add(use(JsonObject.of(map)));
                    }
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(8);
    }

    private static String use(JsonObject xrd) {
        JsonObject version = xrd.object("spec").objects("versions").getFirst();
        JsonObject schema =
                version.object("schema")
                        .object("openAPIV3Schema")
                        .object("properties")
                        .object("spec");
        JsonSchema compiled = JsonSchema.compile(StructuralSchema.toJsonSchema(schema)).schema();
        assertThat(compiled).isNotNull();
        JsonObject filled = StructuralSchema.withDefaults(schema, JsonObject.EMPTY);
        if (schema.has("properties")) {
            assertThat(compiled.validate(filled.with("notThere", 1).fields()))
                    .extracting(JsonSchema.Violation::keyword)
                    .contains("additionalProperties");
        }
        return xrd.object("metadata").text("name").orElse("");
    }

    private void refused(Map<String, ?> spec, String... messages) {
        assertThatThrownBy(() -> context.run(action, input(spec)))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    private void refused(String kind, String apiVersion, String message) {
        JsonObject input = input(Map.of()).with("kind", kind);
        assertThatThrownBy(
                        () ->
                                context.run(
                                        action,
                                        apiVersion == null
                                                ? input
                                                : input.with("apiVersion", apiVersion)))
                .hasMessageContaining(message);
    }

    private static JsonObject input(Map<String, ?> spec) {
        return JsonObject.of(Map.of("kind", "Database", "name", "orders", "spec", spec));
    }

    static Entity api(
            String name, String group, String kind, String scope, String schema, String location) {
        JsonObject definition =
                JsonObject.of(
                        Map.of(
                                "kind",
                                "CustomResourceDefinition",
                                "spec",
                                Map.of(
                                        "group",
                                        group,
                                        "names",
                                        Map.of("kind", kind),
                                        "scope",
                                        scope,
                                        "versions",
                                        List.of(
                                                Map.of(
                                                        "name",
                                                        "v1",
                                                        "schema",
                                                        Map.of(
                                                                "openAPIV3Schema",
                                                                Yaml.read(schema)))))));
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "backstage.io/v1alpha1",
                                "kind",
                                "API",
                                "metadata",
                                Map.of(
                                        "name",
                                        name,
                                        "namespace",
                                        "default",
                                        "annotations",
                                        Map.of(
                                                "backstage.io/managed-by-location",
                                                location + "prod/-/XRD/" + name)),
                                "spec",
                                Map.of("type", "crd", "definition", definition.toJson()))));
    }
}
