package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonValues;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Search, suggestions, impact and the past, asked over HTTP.
@QuarkusTest
class GraphQlSearchTest {
    private static final String HERE = "filter: {key: \"metadata.namespace\", eq: \"graphql\"}";

    @Inject StoredSample sample;
    @Inject CountingQuery query;

    @BeforeEach
    void seeTheSample() {
        await(sample.position());
    }

    private static void await(long position) {
        Answer.to(
                        "{ position }",
                        Map.of(),
                        Map.of("Portico-Min-Position", String.valueOf(position)))
                .at("/position");
    }

    @Test
    void searchRanksHighlightsAndPages() {
        query.takeReads();
        Answer first =
                Answer.to(
                        """
                        { search(text: "compnent-11", first: 1, %s) { totalCount position
                            pageInfo { hasNextPage hasPreviousPage endCursor }
                            nodes { ref }
                            edges { rank score node { ref owner { ref } }
                              highlights { key text spans { start end } } } } }
                        """
                                .formatted(HERE));

        assertThat(query.takeReads()).isEqualTo(2);
        assertThat(first.at("/search/totalCount")).isEqualTo(11L);
        assertThat(first.at("/search/edges/0/node/ref"))
                .isEqualTo("component:graphql/component-11");
        assertThat(first.at("/search/edges/0/node/owner/ref")).isEqualTo("group:graphql/team-3");
        assertThat(first.at("/search/edges/0/rank")).isEqualTo(1L);
        assertThat(JsonValues.toJson(first.at("/search/edges/0/highlights")))
                .isEqualTo(
                        """
                        [{"key":"metadata.name","text":"component-11",\
                        "spans":[{"start":0,"end":9},{"start":10,"end":12}]},\
                        {"key":"kind","text":"Component","spans":[{"start":0,"end":9}]}]""");
        assertThat(first.at("/search/pageInfo/hasNextPage")).isEqualTo(true);

        Answer second =
                Answer.to(
                        "query($after: String) { search(text: \"compnent-11\", first: 20, after: $after, "
                                + HERE
                                + ") { edges { rank } pageInfo { hasNextPage hasPreviousPage } } }",
                        Map.of("after", first.at("/search/pageInfo/endCursor")),
                        Map.of());
        assertThat((List<?>) second.at("/search/edges")).hasSize(10);
        assertThat(second.at("/search/edges/0/rank")).isEqualTo(2L);
        assertThat(second.at("/search/pageInfo/hasNextPage")).isEqualTo(false);
        assertThat(second.at("/search/pageInfo/hasPreviousPage")).isEqualTo(true);
    }

    @Test
    void suggestionsComeWhileTyping() {
        assertThat(
                        JsonValues.toJson(
                                Answer.to(
                                                "{ suggest(text: \"ann ex\", %s) { ref kind label spans { start end } } }"
                                                        .formatted(HERE))
                                        .at("/suggest")))
                .isEqualTo(
                        """
                        [{"ref":"user:graphql/ann","kind":"User","label":"Ann Example",\
                        "spans":[{"start":0,"end":3},{"start":4,"end":11}]}]""");
        assertThat((List<?>) Answer.to("{ suggest(text: \" \") { ref } }").at("/suggest"))
                .isEmpty();
    }

    @Test
    void limitsOfSearchAreTold() {
        Answer.to("query($t: String!) { search(text: $t) { totalCount } }", text(10_000), Map.of())
                .failsWith(
                        "INVALID_INPUT",
                        "The search text has 10000 characters; at most 200 are looked for.");
        Answer.to("{ search(text: \"x\", first: 101) { totalCount } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The argument 'first' is 101; it must be between 0 and 100.");
        Answer.to("{ search(text: \"x\", after: \"x\") { totalCount } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The cursor 'x' is none of this list; use one that an edge or pageInfo gave.");
        Answer.to(
                        "{ search(text: \"x\", after: \"%s\") { totalCount } }"
                                .formatted(Cursors.ofRank(10_001)))
                .failsWith(
                        "INVALID_INPUT",
                        "The offset of a search is 10001; it must be from 0 to 10000.");
        Answer.to("{ suggest(text: \"x\", first: 21) { ref } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The argument 'first' is 21; it must be between 1 and 20.");
    }

    private static Map<String, String> text(int length) {
        return Map.of("t", "x".repeat(length));
    }

    /// Components 117 to 119 depend on 116, each on the one before, and component i provides
    /// API i modulo 12; of both, i modulo 4 is the team.
    @Test
    void impactCountsByOwnerAndKind() {
        Answer answer =
                Answer.to(
                        """
                        { impact(ref: "component:graphql/component-116", limit: 2) {
                            totalCount truncated unowned owners { ref count }
                            kinds { value count } steps { ref depth path { type } } } }
                        """);

        assertThat(JsonValues.toJson(answer.at("/impact")))
                .isEqualTo(
                        """
                        {"totalCount":7,"truncated":false,"unowned":0,\
                        "owners":[{"ref":"group:graphql/team-1","count":2},\
                        {"ref":"group:graphql/team-2","count":2},\
                        {"ref":"group:graphql/team-3","count":2},\
                        {"ref":"group:graphql/team-0","count":1}],\
                        "kinds":[{"value":"api","count":4},{"value":"component","count":3}],\
                        "steps":[{"ref":"component:graphql/component-117","depth":1,\
                        "path":[{"type":"dependencyOf"}]},\
                        {"ref":"api:graphql/api-8","depth":1,"path":[{"type":"providesApi"}]}]}""");
        Answer.to("{ impact(ref: \"component:graphql/component-116\", depth: 21) { totalCount } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The argument 'depth' is 21; it must be between 1 and 20.");
    }

    @Test
    void thePastOfAnEntityCanBeAsked() {
        String name = "past-" + sample.position();
        long first = sample.write(StoredSample.component(name, spec("team-0", "api-0")));
        long second = sample.write(StoredSample.component(name, spec("team-1", "api-1")));
        await(second);
        String ref = "component:graphql/" + name;
        Answer history =
                Answer.to(
                        """
                        { history(ref: "%s") { ref position at actor revision source
                            differences { pointer kind before after } } }
                        """
                                .formatted(ref));

        assertThat(history.at("/history/0/position")).isEqualTo(second);
        assertThat(JsonValues.toJson(history.at("/history/0/differences")))
                .isEqualTo(
                        """
                        [{"pointer":"/spec/owner","kind":"CHANGED","before":"team-0","after":"team-1"},\
                        {"pointer":"/spec/providesApis","kind":"CHANGED","before":["api-0"],"after":["api-1"]}]""");
        assertThat((List<?>) history.at("/history/1/differences")).isEmpty();

        Answer then =
                Answer.to(
                        """
                        { entityAsOf(ref: "%s", at: "%s") { ref position source actor document
                            relationCount relations { type targetRef } } }
                        """
                                .formatted(ref, history.at("/history/1/at")));
        assertThat(then.at("/entityAsOf/position")).isEqualTo(first);
        assertThat(then.at("/entityAsOf/document/spec/owner")).isEqualTo("team-0");
        assertThat(JsonValues.toJson(then.at("/entityAsOf/relations")))
                .isEqualTo(
                        """
                        [{"type":"ownedBy","targetRef":"group:graphql/team-0"},\
                        {"type":"providesApi","targetRef":"api:graphql/api-0"}]""");
        assertThat(
                        Answer.to(
                                        "{ entityAsOf(ref: \"%s\", at: \"2001-01-01T00:00:00Z\") { ref } }"
                                                .formatted(ref))
                                .at("/entityAsOf"))
                .isNull();
        changesOf(ref, (String) history.at("/history/1/at"), (String) history.at("/history/0/at"));
        sample.remove(StoredSample.component(name, spec("team-1", "api-1")));
    }

    private static void changesOf(String ref, String from, String to) {
        String changes =
                """
                { changesBetween(from: "%s", to: "%s", owner: "group:graphql/team-0", source: "%s") {
                    nodes { ref type differences { pointer } }
                    pageInfo { hasNextPage hasPreviousPage endCursor } } }
                """;
        Answer answer = Answer.to(changes.formatted(from, to, StoredSample.SOURCE));
        assertThat((List<?>) answer.at("/changesBetween/nodes")).hasSize(1);
        assertThat(answer.at("/changesBetween/nodes/0/ref")).isEqualTo(ref);
        assertThat(answer.at("/changesBetween/nodes/0/differences/0/pointer"))
                .isEqualTo("/spec/owner");
        assertThat(answer.at("/changesBetween/pageInfo/hasNextPage")).isEqualTo(false);
        Answer.to(
                        changes.formatted(
                                "2026-02-01T00:00:00Z",
                                "2026-01-01T00:00:00Z",
                                StoredSample.SOURCE))
                .failsWith(
                        "INVALID_INPUT",
                        "The span of time ends at 2026-01-01T00:00:00Z and begins at"
                                + " 2026-02-01T00:00:00Z; it must begin before it ends.");
    }

    private static String spec(String owner, String api) {
        return "{type: service, lifecycle: production, owner: %s, providesApis: [%s]}"
                .formatted(owner, api);
    }
}
