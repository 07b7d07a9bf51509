package dev.portico.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.model.Kind;
import dev.portico.model.RelationRule;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindRegistryTest {
    private static final String DATABASE =
            """
            apiVersion: portico.dev/v1
            kind: Kind
            metadata:
              name: database
            spec:
              kind: Database
              plural: databases
              apiVersions: [example.com/v1]
              trust: catalog
              schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [engine]
                    properties:
                      engine: {enum: [postgresql, mysql]}
                      size: {type: integer, minimum: 1}
              relations:
                - field: usedBy
                  defaultKind: Component
                  allowedKinds: [Component]
                  type: dependencyOf
                  reverse: dependsOn
            """;

    @Test
    void shipsItsKindsWithTheirTrust() {
        assertThat(KindRegistry.builtIn().kinds())
                .extracting(kind -> kind.name() + " " + kind.plural() + " " + kind.trust())
                .containsExactly(
                        "Component components CATALOG",
                        "API apis CATALOG",
                        "Resource resources CATALOG",
                        "System systems CATALOG",
                        "Domain domains CATALOG",
                        "Group groups PLATFORM",
                        "User users PLATFORM",
                        "Location locations CATALOG",
                        "Template templates PLATFORM",
                        "AiResource airesources CATALOG",
                        "Kind kinds PLATFORM",
                        "KubernetesMapping kubernetesmappings PLATFORM",
                        "Cluster clusters PLATFORM",
                        "Action actions PLATFORM",
                        "Policy policies PLATFORM");
    }

    @Test
    void readsAKindAndHoldsEntitiesAgainstIt() {
        Kind kind = kind(DATABASE);
        assertThat(kind.name()).isEqualTo("Database");
        assertThat(kind.trust()).isEqualTo(TrustLevel.CATALOG);
        assertThat(kind.relations())
                .containsExactly(
                        new RelationRule(
                                "usedBy",
                                "Component",
                                List.of("component"),
                                "dependencyOf",
                                "dependsOn"));
        Descriptors descriptors = new Descriptors(KindRegistry.builtIn().with(List.of(kind)));
        DescriptorContent good = read(descriptors, database("engine: mysql, usedBy: [orders]"));
        assertThat(good.declarations().getFirst().relations())
                .extracting(pair -> pair.type() + " " + pair.target())
                .containsExactly("dependencyOf component:default/orders");
        DescriptorContent bad = read(descriptors, database("engine: oracle, size: 0.5"));
        assertThat(Samples.problems(bad))
                .containsExactly("4:16 schema /spec/engine", "4:30 schema /spec/size");
        assertThat(bad.rejections().getFirst().problems().getFirst().allowed())
                .isEqualTo("postgresql, mysql");
    }

    @Test
    void givesBackTheDocumentOfAKind() {
        for (Kind kind : KindRegistry.builtIn().kinds()) {
            Entity document = new Entity(KindRegistry.document(kind));
            assertThat(KindRegistry.read(document)).isEqualTo(kind);
            assertThat(Samples.problems(Samples.read(document.json().toJson()))).isEmpty();
        }
    }

    @Test
    void changesItsVersionExactlyWithADefinition() {
        KindRegistry builtIn = KindRegistry.builtIn();
        KindRegistry one = builtIn.with(List.of(kind(DATABASE)));
        KindRegistry same = builtIn.with(List.of(kind(DATABASE + "\n# comment\n")));
        KindRegistry other = builtIn.with(List.of(kind(DATABASE.replace("mysql", "oracle"))));
        assertThat(one.version()).isEqualTo(same.version());
        assertThat(List.of(builtIn.version(), one.version(), other.version()))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesTwoDefinitionsOfOneKind() {
        Kind kind = kind(DATABASE);
        assertThatThrownBy(() -> KindRegistry.builtIn().with(List.of(kind, kind)))
                .isInstanceOf(PorticoException.class)
                .hasMessage("The kind Database is defined twice; remove one definition.");
    }

    @Test
    void readsNoKindFromAnotherEntity() {
        Entity component =
                Samples.read(DescriptorsTest.GOOD).declarations().getFirst().document().entity();
        assertThatThrownBy(() -> KindRegistry.read(component))
                .hasMessage(
                        "The entity component:default/orders does not define a kind; it is no Kind.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: database | name: db | 4:9 kind-name /metadata/name",
                "name: database | name: data base | 4:9 wrong-format /metadata/name",
                "kind: Database | kind: data-base | 6:9 schema /spec/kind",
                "kind: Database | kind: '' | 6:9 schema /spec/kind",
                "plural: databases | plural: Data Bases | 7:11 schema /spec/plural",
                "[example.com/v1] | [Example.com/v1] | 8:17 wrong-format /spec/apiVersions/0",
                "[example.com/v1] | [] | 8:16 schema /spec/apiVersions",
                "trust: catalog | trust: root | 9:10 schema /spec/trust",
                "type: dependencyOf | type: dependency-of | 24:13 schema /spec/relations/0/type",
                "reverse: dependsOn | {} | 21:7 missing-field /spec/relations/0/reverse",
                "required: [engine] | required: engine | 16:19 kind-schema"
                        + " /spec/schema/properties/spec/required",
                "type: integer | type: intger | 19:24 kind-schema"
                        + " /spec/schema/properties/spec/properties/size/type",
                "type: integer | $ref: '#/nowhere' | 10:3 kind-schema /spec/schema",
                "type: integer | $ref: 'https://example.com/x.json' | 10:3 kind-schema"
                        + " /spec/schema"
            })
    void saysWhatIsWrongWithADefinition(String good, String bad, String problem) {
        String replacement = bad.equals("{}") ? "# nothing" : bad;
        DescriptorContent content = Samples.read(DATABASE.replace(good, replacement));
        assertThat(Samples.problems(content)).contains(problem);
    }

    @Test
    void refusesAChangeOfABuiltInKind() {
        String component =
                DATABASE.replace("database\n", "component\n").replace("Database", "component");
        assertThat(Samples.problems(Samples.read(component)))
                .containsExactly("6:9 kind-built-in /spec/kind");
    }

    private static Kind kind(String yaml) {
        DescriptorContent content = Samples.read(yaml);
        assertThat(Samples.problems(content)).isEmpty();
        return KindRegistry.read(content.declarations().getFirst().document().entity());
    }

    private static String database(String spec) {
        return "apiVersion: example.com/v1\nkind: Database\nmetadata: {name: d}\nspec: {"
                + spec
                + "}\n";
    }

    private static DescriptorContent read(Descriptors descriptors, String yaml) {
        return descriptors.read(
                Samples.file(yaml.getBytes(UTF_8), Admission.of(TrustLevel.CATALOG)),
                Samples.NO_PLACEHOLDERS);
    }
}
