package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonValues;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GraphQlTest {
    private static final String COMPONENTS =
            "{kinds: [\"component\"], key: \"metadata.namespace\", eq: \"graphql\"}";

    @Inject StoredSample sample;
    @Inject CountingQuery query;

    @BeforeEach
    void seeTheSample() {
        Answer.to(
                        "{ position }",
                        Map.of(),
                        Map.of("Portico-Min-Position", String.valueOf(sample.position())))
                .at("/position");
    }

    @Test
    void anEntityHasTheFieldsOfItsKind() {
        Answer answer =
                Answer.to(
                        """
                        { entity(ref: "Component:graphql/component-3") {
                            __typename ref kind apiVersion name namespace tags labels spec
                            annotation(key: "example.com/a") provenance { location }
                            owner { __typename ref }
                            ... on Component {
                              type lifecycle system { name domain { name } }
                              providesApis { name type } dependsOn { ref } dependents { ref } } } }
                        """);

        assertThat(JsonValues.toJson(answer.at("/entity")))
                .isEqualTo(
                        """
                        {"__typename":"Component","ref":"component:graphql/component-3",\
                        "kind":"Component","apiVersion":"backstage.io/v1alpha1",\
                        "name":"component-3","namespace":"graphql","tags":["java"],"labels":{},\
                        "spec":{"type":"website","lifecycle":"production","owner":"team-3",\
                        "system":"system-3","providesApis":["api-3"],\
                        "dependsOn":["component:graphql/component-2"]},"annotation":"b",\
                        "provenance":{"location":"url:https://git.example.com/acme/graphql/all.yaml"},\
                        "owner":{"__typename":"Group","ref":"group:graphql/team-3"},\
                        "type":"website","lifecycle":"production",\
                        "system":{"name":"system-3","domain":{"name":"trade"}},\
                        "providesApis":[{"name":"api-3","type":"openapi"}],\
                        "dependsOn":[{"ref":"component:graphql/component-2"}],\
                        "dependents":[{"ref":"component:graphql/component-4"}]}""");
    }

    @Test
    void anEntityThatIsNotThereIsNull() {
        assertThat(Answer.to("{ entity(ref: \"component:graphql/none\") { ref } }").at("/entity"))
                .isNull();
    }

    @Test
    void aPageOfAHundredComponentsIsAHandfulOfReads() {
        query.takeReads();

        Answer answer =
                Answer.to(
                        """
                        { entities(filter: %s, first: 100) { totalCount nodes { ref owner { ref }
                            relations { edges { target { ref } } }
                            ... on Component {
                              system { ref domain { ref owner { ref } } }
                              providesApis { ref owner { ref } } } } } }
                        """
                                .formatted(COMPONENTS));

        assertThat(query.takeReads()).isEqualTo(3);
        assertThat(answer.at("/entities/totalCount")).isEqualTo(120L);
        assertThat((List<?>) answer.at("/entities/nodes")).hasSize(100);
        assertThat(answer.at("/entities/nodes/99/system/domain/owner/ref"))
                .isEqualTo("group:graphql/team-0");
    }

    @Test
    void aliasesOfOneFieldKeepTheirArguments() {
        Answer answer =
                Answer.to(
                        """
                        { entity(ref: "component:graphql/component-3") {
                            a: relations(type: "ownedBy") { edges { targetRef } }
                            b: relations(type: "partOf") { edges { targetRef } } } }
                        """);

        assertThat(answer.at("/entity/a/edges/0/targetRef")).isEqualTo("group:graphql/team-3");
        assertThat(answer.at("/entity/b/edges/0/targetRef")).isEqualTo("system:graphql/system-3");
    }

    @Test
    void relationsComeInPages() {
        String page =
                "{ entity(ref: \"group:graphql/team-0\") { relations(type: \"ownerOf\", first: 20%s)"
                        + " { totalCount pageInfo { hasNextPage endCursor } edges { targetRef } } }"
                        + " }";
        Answer first = Answer.to(page.formatted(""));
        String cursor = (String) first.at("/entity/relations/pageInfo/endCursor");
        Answer second = Answer.to(page.formatted(", after: \"" + cursor + "\""));

        assertThat(first.at("/entity/relations/totalCount")).isEqualTo(36L);
        assertThat((List<?>) second.at("/entity/relations/edges")).hasSize(16);
        assertThat(second.at("/entity/relations/pageInfo/hasNextPage")).isEqualTo(false);
        assertThat(first.at("/entity/relations/edges/19/targetRef").toString())
                .isLessThan(second.at("/entity/relations/edges/0/targetRef").toString());
    }

    @Test
    void aRelationMayLeadToWhatIsNotThere() {
        Answer answer =
                Answer.to(
                        """
                        { entity(ref: "component:graphql/component-0") {
                            relations(type: "dependsOn") { edges { targetRef target { ref } } }
                            ... on Component { dependsOn { ref } } } }
                        """);

        assertThat(answer.at("/entity/relations/edges/0/targetRef"))
                .isEqualTo("resource:graphql/gone");
        assertThat(answer.at("/entity/relations/edges/0/target")).isNull();
        assertThat((List<?>) answer.at("/entity/dependsOn")).isEmpty();
    }

    @Test
    void entitiesByFilterTextAndOrder() {
        Answer answer =
                Answer.to(
                        """
                        query($filter: EntityFilterInput, $order: [EntityOrderInput!]) {
                          entities(filter: $filter, text: "ONENT-11", orderBy: $order) {
                            totalCount nodes { name } } }
                        """,
                        Map.of(
                                "filter",
                                Map.of(
                                        "all",
                                        List.of(
                                                Map.of(
                                                        "key",
                                                        "metadata.namespace",
                                                        "eq",
                                                        "GraphQL"),
                                                Map.of(
                                                        "key",
                                                        "spec.type",
                                                        "in",
                                                        List.of("service")),
                                                Map.of(
                                                        "related",
                                                        Map.of(
                                                                "type",
                                                                "ownedBy",
                                                                "targets",
                                                                List.of("group:graphql/team-3"))))),
                                "order",
                                List.of(Map.of("key", "metadata.name", "direction", "DESC"))),
                        Map.of());

        assertThat(JsonValues.toJson(answer.at("/entities")))
                .isEqualTo(
                        "{\"totalCount\":3,\"nodes\":[{\"name\":\"component-119\"},{\"name\":\"component-115\"},{\"name\":\"component-11\"}]}");
    }

    @Test
    void facetsCountTheMatches() {
        Answer answer =
                Answer.to(
                        "{ facets(keys: [\"spec.type\", \"none\"], filter: %s) { key distinct values"
                                        .formatted(COMPONENTS)
                                + " { value count } } }");

        assertThat(JsonValues.toJson(answer.at("/facets")))
                .isEqualTo(
                        "[{\"key\":\"spec.type\",\"distinct\":2,\"values\":[{\"value\":\"service\",\"count\":80},"
                                + "{\"value\":\"website\",\"count\":40}]},{\"key\":\"none\",\"distinct\":0,\"values\":[]}]");
    }

    @Test
    void aWalkTellsThePath() {
        Answer answer =
                Answer.to(
                        """
                        { walk(ref: "component:graphql/component-2", types: ["dependsOn"], depth: 2) {
                            truncated steps { ref depth entity { name } path { sourceRef targetRef } } }
                          path(from: "component:graphql/component-5", to: "component:graphql/component-3",
                            types: ["dependsOn"]) { targetRef target { name } }
                          none: path(from: "component:graphql/component-3", to: "component:graphql/component-5",
                            types: ["dependsOn"]) { targetRef } }
                        """);

        assertThat(answer.at("/walk/truncated")).isEqualTo(false);
        assertThat((List<?>) answer.at("/walk/steps")).hasSize(2);
        assertThat(answer.at("/walk/steps/1/entity/name")).isEqualTo("component-0");
        assertThat((List<?>) answer.at("/walk/steps/1/path")).hasSize(2);
        assertThat((List<?>) answer.at("/path")).hasSize(2);
        assertThat(answer.at("/path/1/target/name")).isEqualTo("component-3");
        assertThat(answer.at("/none")).isNull();
    }

    @Test
    void historyAndReasonsComeFromTheCatalog() {
        Answer answer =
                Answer.to(
                        """
                        { entity(ref: "component:graphql/component-3") { history { type source revision
                            document } }
                          history(ref: "component:graphql/component-3") { position }
                          why(ref: "component:graphql/component-3") { present reasons { code message } }
                          never: why(ref: "component:graphql/none") { present reasons { code } } }
                        """);

        int oldest = ((List<?>) answer.at("/history")).size() - 1;
        String first = "/entity/history/" + oldest;
        assertThat(answer.at(first + "/type")).isEqualTo("CREATED");
        assertThat(answer.at(first + "/source")).isEqualTo(StoredSample.SOURCE);
        assertThat(answer.at(first + "/document/metadata/name")).isEqualTo("component-3");
        assertThat(answer.at("/history/" + oldest + "/position")).isEqualTo(sample.position());
        assertThat(answer.at("/why/present")).isEqualTo(true);
        assertThat(answer.at("/why/reasons/0/code")).isEqualTo("declared");
        assertThat(answer.at("/never/present")).isEqualTo(false);
    }

    @Test
    void kindsTellTheirRulesAndNumbers() {
        Answer answer = Answer.to("{ kinds { name plural trust apiVersions count } }");

        assertThat((List<?>) answer.at("/kinds"))
                .anySatisfy(
                        kind -> assertThat(JsonValues.at(kind, "/name")).isEqualTo("Component"));
    }

    @Test
    void aReadWaitsForThePositionItAsksFor() {
        Answer answer =
                Answer.to(
                        "{ position }",
                        Map.of(),
                        Map.of(
                                "portico-min-position",
                                String.valueOf(sample.position() + 1_000_000)));

        assertThat(answer.error().object("extensions").text("code")).contains("UNAVAILABLE");
        assertThat(answer.error().object("extensions").value("retryable")).isEqualTo(true);
    }
}
