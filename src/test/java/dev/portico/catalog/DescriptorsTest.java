package dev.portico.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.portico.model.Entity;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
    static final String GOOD =
            """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: orders
            spec:
              type: service
              lifecycle: production
              owner: team-a
            """;

    @Test
    void takesAGoodDocument() {
        DescriptorContent content = Samples.read(GOOD);
        assertThat(content.rejections()).isEmpty();
        Declaration declaration = content.declarations().getFirst();
        assertThat(declaration.ref()).hasToString("component:default/orders");
        assertThat(declaration.document().entity().json().toJson())
                .isEqualTo(
                        "{\"apiVersion\":\"backstage.io/v1alpha1\",\"kind\":\"Component\","
                                + "\"metadata\":{\"name\":\"orders\",\"namespace\":\"default\"},"
                                + "\"spec\":{\"type\":\"service\",\"lifecycle\":\"production\","
                                + "\"owner\":\"team-a\"}}");
        assertThat(declaration.provenance())
                .isEqualTo(new Provenance("catalog-info.yaml", "abc", 1, 1, null));
    }

    @Test
    void saysEverythingThatIsWrongWithADocumentInItsPlace() {
        DescriptorContent content =
                Samples.read(
                        """
                        # comment
                        ---
                        apiVersion: backstage.io/v1alpha1
                        kind: Component
                        metadata:
                          name: Order Service
                          namespace: Team.A
                          labels:
                            tier: 1
                            "a b": x
                          tags: [java, Kotlin]
                          links:
                            - title: Home
                            - url: example.com
                        links: []
                        spec:
                          type: ""
                          owner: 5
                          dependsOn:
                            - resource:db
                            - orders
                        """);
        assertThat(Samples.problems(content))
                .containsExactly(
                        "6:9 wrong-format /metadata/name",
                        "7:14 wrong-format /metadata/namespace",
                        "9:11 wrong-format /metadata/labels/tier",
                        "10:5 wrong-format /metadata/labels/a b",
                        "11:16 wrong-format /metadata/tags/1",
                        "13:7 missing-field /metadata/links/0/url",
                        "14:12 wrong-format /metadata/links/1/url",
                        "15:1 unknown-field /links",
                        "16:1 missing-field /spec/lifecycle",
                        "17:9 schema /spec/type",
                        "18:10 schema /spec/owner",
                        "21:7 bad-ref /spec/dependsOn/1");
        assertThat(content.rejections().getFirst().ref())
                .hasToString("component:team.a/order service");
        assertThat(content.rejections().getFirst().provenance().line()).isEqualTo(3);
    }

    @Test
    void saysWhatWasFoundAndWhatIsAllowed() {
        Problem problem = onlyProblem(GOOD.replace("orders", "capslock.gg!"));
        assertThat(problem.message()).isEqualTo("The value of metadata.name is not valid.");
        assertThat(problem.found()).isEqualTo("capslock.gg!");
        assertThat(problem.allowed()).startsWith("1 to 63 letters, digits, '-', '_' and '.'");
        assertThat(problem.position())
                .isEqualTo(new SourcePosition("test", "catalog-info.yaml", "abc", 1, 4, 9));
    }

    @Test
    void advisesQuotesForANumberWhereTextBelongs() {
        assertThat(onlyProblem(GOOD.replace("team-a", "42")).message())
                .isEqualTo(
                        "The value of spec.owner must be a text that is not empty but is a number;"
                                + " put it in quotes.");
    }

    @ParameterizedTest
    @CsvSource({
        "name,a..b,true",
        "name,-a,false",
        "name,a-,false",
        "name,A_b.C-9,true",
        "namespace,team-a,true",
        "namespace,team--a,true",
        "namespace,Team,false",
        "namespace,-a,false",
        "title,'',false",
        "title,Orders,true",
        "description,'',true",
        "uid,'',false",
        "etag,abc,true"
    })
    void checksTheFormatsOfMetadata(String field, String value, boolean good) {
        String yaml =
                field.equals("name")
                        ? GOOD.replace("orders", value)
                        : GOOD.replace(
                                "  name: orders",
                                "  name: orders\n  " + field + ": '" + value + "'");
        assertThat(Samples.read(yaml).rejections().isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "java,true",
        "c++,true",
        "c#,true",
        "a:b,true",
        "a-b,true",
        "a--b,false",
        "Java,false",
        "a_b,false",
        "'',false",
        "-a,false"
    })
    void checksTags(String tag, boolean good) {
        assertThat(Samples.read(withMetadata("tags: ['" + tag + "']")).rejections().isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "labels,a,x,true",
        "labels,example.com/a,'',true",
        "labels,Example.com/a,x,false",
        "labels,a/b/c,x,false",
        "labels,/a,x,false",
        "labels,a,x y,false",
        "annotations,example.com/a,any text at all!,true",
        "annotations,'exa mple',x,false",
        "annotations,backstage.io/view-url,https://example.com,true",
        "annotations,backstage.io/view-url,javascript:alert(1),false",
        "annotations,backstage.io/edit-url,' JavaScript:alert(1)',false",
        "annotations,backstage.io/source-location,url:javascript:alert(1),false",
        "annotations,example.com/x,javascript:alert(1),true"
    })
    void checksLabelsAndAnnotations(String field, String key, String value, boolean good) {
        String yaml = withMetadata(field + ": {'" + key + "': '" + value + "'}");
        assertThat(Samples.read(yaml).rejections().isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a?b#c,true",
        "mailto:ann@example.com,true",
        "example.com,false",
        "/path,false",
        "https://,false",
        "https://exa mple.com,false",
        "javascript:alert(1),false",
        "https://example.com:99999x/,false",
        "https://[::1]:80/,true",
        "//example.com,false"
    })
    void checksLinks(String url, boolean good) {
        assertThat(
                        Samples.read(withMetadata("links: [{url: '" + url + "'}]"))
                                .rejections()
                                .isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "labels,false",
        "links,false",
        "tags,false",
        "title,false",
        "namespace,false",
        "annotations,true"
    })
    void refusesEmptyFieldsAsBackstageDoes(String field, boolean good) {
        assertThat(Samples.read(withMetadata(field + ":")).rejections().isEmpty()).isEqualTo(good);
    }

    @Test
    void namesTheMissingPartsOfTheEnvelope() {
        assertThat(Samples.problems(Samples.read("stages: [build]\n")))
                .containsExactly(
                        "1:1 unknown-field /stages",
                        "1:1 missing-field /apiVersion",
                        "1:1 missing-field /kind",
                        "1:1 missing-field /metadata");
    }

    @Test
    void listsTheKindsForAnUnknownOneAndGuessesWhatWasMeant() {
        Problem problem = onlyProblem(GOOD.replace("Component", "component"));
        assertThat(problem.code()).isEqualTo("unknown-kind");
        assertThat(problem.message())
                .isEqualTo("There is no kind component. Did you mean Component?");
        assertThat(problem.allowed())
                .isEqualTo(
                        "API, Action, AiResource, Cluster, Component, Domain, Group, Kind,"
                                + " KubernetesMapping, Location, Policy, Resource, System, Template, User");
        assertThat(onlyProblem(GOOD.replace("Component", "Componnet")).message())
                .endsWith("Did you mean Component?");
        assertThat(onlyProblem(GOOD.replace("Component", "Database")).message())
                .isEqualTo("There is no kind Database.");
    }

    @Test
    void namesTheVersionsOfAKind() {
        Problem problem = onlyProblem(GOOD.replace("v1alpha1", "v1beta2"));
        assertThat(problem.code()).isEqualTo("wrong-api-version");
        assertThat(problem.allowed()).isEqualTo("backstage.io/v1alpha1, backstage.io/v1beta1");
        assertThat(problem.position().line()).isEqualTo(1);
    }

    @Test
    void refusesTheSecondOfTwoDocumentsWithOneRef() {
        DescriptorContent content = Samples.read(GOOD + "---\n" + GOOD.replace("orders", "Orders"));
        assertThat(Samples.refs(content)).containsExactly("component:default/orders");
        assertThat(Samples.problems(content))
                .containsExactly("13:9 duplicate-entity /metadata/name");
        assertThat(content.rejections().getFirst().problems().getFirst().message())
                .isEqualTo(
                        "The entity component:default/orders is declared twice in this file, first"
                                + " in line 1.");
    }

    @Test
    void checksTheRestOfADocumentWithADuplicateKey() {
        assertThat(Samples.problems(Samples.read(GOOD.replace("type: service", "owner: ''"))))
                .containsExactly(
                        "5:1 missing-field /spec/type", "8:3 yaml-duplicate-key /spec/owner");
    }

    @Test
    void setsAnnotationsAndDropsWhatOnlyTheCatalogMaySay() {
        String yaml =
                GOOD.replace(
                        "  name: orders",
                        """
                          name: orders
                          uid: abc
                          etag: def
                          annotations:
                            backstage.io/view-url: https://example.com/mine
                            backstage.io/managed-by-location: url:forged
                            example.com/x: "y"
                        """
                                .indent(2)
                                .stripTrailing()
                                .replace("    name", "  name")
                                .replace("\n    ", "\n  "));
        DescriptorContent content =
                Samples.BUILT_IN.read(
                        new DescriptorFile(
                                yaml.getBytes(UTF_8),
                                new SourcePosition("s", "f", null, 1, 1, 1),
                                "loc",
                                Admission.of(TrustLevel.CATALOG),
                                Map.of("backstage.io/managed-by-location", "url:loc"),
                                Map.of(
                                        "backstage.io/view-url", "https://example.com/theirs",
                                        "backstage.io/edit-url", "https://example.com/edit"),
                                "location:default/all"),
                        Samples.NO_PLACEHOLDERS);
        assertThat(Samples.problems(content)).isEmpty();
        Entity entity = content.declarations().getFirst().document().entity();
        assertThat(entity.uid()).isEmpty();
        assertThat(entity.etag()).isEmpty();
        assertThat(entity.metadata().object("annotations").fields())
                .containsOnly(
                        entry("backstage.io/view-url", "https://example.com/mine"),
                        entry("backstage.io/edit-url", "https://example.com/edit"),
                        entry("backstage.io/managed-by-location", "url:loc"),
                        entry("example.com/x", "y"));
        assertThat(content.declarations().getFirst().provenance().parent())
                .isEqualTo("location:default/all");
    }

    @Test
    void readsTheTargetsOfALocation() {
        DescriptorContent content =
                Samples.read(
                        """
                        apiVersion: backstage.io/v1alpha1
                        kind: Location
                        metadata:
                          name: all
                        spec:
                          target: ./a.yaml
                          targets: [./b/*.yaml, https://example.com/c.yaml]
                          presence: optional
                        """);
        assertThat(content.targets())
                .extracting(
                        DescriptorContent.Target::type,
                        DescriptorContent.Target::target,
                        DescriptorContent.Target::required,
                        DescriptorContent.Target::pointer,
                        DescriptorContent.Target::line,
                        DescriptorContent.Target::column)
                .containsExactly(
                        tuple("url", "./a.yaml", false, "/spec/target", 6, 11),
                        tuple("url", "./b/*.yaml", false, "/spec/targets/0", 7, 13),
                        tuple(
                                "url",
                                "https://example.com/c.yaml",
                                false,
                                "/spec/targets/1",
                                7,
                                25));
    }

    @ParameterizedTest
    @CsvSource({
        "type: http, location-type", "target: 'javascript:x', wrong-format",
        "presence: maybe, schema", "targets: a.yaml, schema"
    })
    void refusesLocationsThatCanNotBe(String field, String code) {
        String yaml =
                "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: a}\nspec:\n  "
                        + field;
        assertThat(onlyProblem(yaml).code()).isEqualTo(code);
    }

    static Problem onlyProblem(String yaml) {
        List<Rejection> rejections = Samples.read(yaml).rejections();
        assertThat(rejections).hasSize(1);
        assertThat(rejections.getFirst().problems()).hasSize(1);
        return rejections.getFirst().problems().getFirst();
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    private static String withMetadata(String line) {
        return GOOD.replace("  name: orders", "  name: orders\n  " + line);
    }
}
