package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GraphQlLimitsTest {
    private static final String INTROSPECTION =
            """
            { __schema { queryType { name } types { kind name
                fields(includeDeprecated: true) { name args { name type { ...T } } type { ...T } }
                inputFields { name type { ...T } } possibleTypes { ...T } } } }
            fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name
              ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }
            """;

    @Test
    void nestingIsLimited() {
        String query = "{ entity(ref: \"component:x\") " + "{ owner ".repeat(15) + "{ ref } ";

        Answer.to(query + "}".repeat(16))
                .failsWith(
                        "INVALID_INPUT",
                        "The request nests 17 fields in each other; at most 15 are allowed.");
    }

    @Test
    void whatAnAnswerMayCostIsLimitedByTheLengthOfItsLists() {
        String query =
                "query($n: Int) { entities(first: 500) { nodes { relations(first: $n) { edges {"
                        + " target { relations(first: 10) { totalCount } } } } } } }";

        Answer.to(query, Map.of("n", 500), Map.of())
                .failsWith(
                        "INVALID_INPUT",
                        "The request could answer more than 100000 fields; ask for shorter lists"
                                + " (first) or fewer fields in them.");
        assertThat(Answer.to(query, Map.of("n", 1), Map.of()).json().has("errors")).isFalse();
    }

    @Test
    void aliasesAreLimited() {
        String aliases =
                IntStream.rangeClosed(0, 100)
                        .mapToObj(i -> "a" + i + ": position")
                        .collect(Collectors.joining(" "));

        Answer.to("{ " + aliases + " }")
                .failsWith(
                        "INVALID_INPUT", "The request has 101 aliases; at most 100 are allowed.");
    }

    @Test
    void fragmentsMayNotGoInACircle() {
        Answer.to("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }")
                .failsWith(
                        "INVALID_INPUT",
                        "The fragment 'a' uses itself; a fragment may not be in a circle.");
    }

    @Test
    void theTextIsLimited() {
        Answer.to("{ position " + " ".repeat(20_000) + "}")
                .failsWith(
                        "INVALID_INPUT",
                        "The request has 20012 characters; at most 20000 are allowed.");
    }

    @Test
    void pagesAreLimited() {
        Answer.to("{ entities(first: 501) { totalCount } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The argument 'first' is 501; it must be between 0 and 500.");
    }

    @Test
    void aSyntaxErrorTellsWhereItIs() {
        Answer answer = Answer.to("{ entity(ref: \"component:x\" { ref } }");

        assertThat(answer.error().text("message").orElseThrow())
                .contains("line 1")
                .contains("column 29");
        assertThat(answer.error().object("extensions").text("code")).contains("INVALID_INPUT");
    }

    @Test
    void anUnknownFieldIsInvalidInput() {
        Answer answer = Answer.to("{ entity(ref: \"component:x\") { nope } }");

        assertThat(answer.error().text("message").orElseThrow()).contains("'nope'");
        assertThat(answer.error().object("extensions").text("code")).contains("INVALID_INPUT");
    }

    @Test
    void aBadArgumentTellsWhatWouldBeRight() {
        Answer.to("{ entity(ref: \"orders\") { ref } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The entity ref 'orders' has no kind; write it as kind:orders, for example"
                                + " component:orders.");
        Answer.to("{ entities(after: \"bogus\") { totalCount } }")
                .failsWith(
                        "INVALID_INPUT",
                        "The cursor 'bogus' is none of this list; use one that an edge or pageInfo"
                                + " gave.");
    }

    @Test
    void aBadPositionIsInvalidInput() {
        Answer.to("{ position }", Map.of(), Map.of("Portico-Min-Position", "soon"))
                .failsWith(
                        "INVALID_INPUT",
                        "The header Portico-Min-Position is not a number; send the position that a"
                                + " write answered.");
    }

    @Test
    void toolsMayReadTheSchema() {
        assertThat((List<?>) Answer.to(INTROSPECTION).at("/__schema/types")).hasSizeGreaterThan(30);
    }
}
