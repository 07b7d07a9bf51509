package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchRowsTest {
    @Test
    void flattensAsTheRealFunctionDoes() {
        assertThat(
                        rows(
                                """
                                {"kind":"Component","metadata":{"name":"Foo","tags":["Java"],
                                 "annotations":{"a.b/C":"V"}},
                                 "spec":{"nil":null,"list":[{"x":1},{"x":2,"y":["Q"]}]}}"""))
                .containsExactly(
                        "kind=component",
                        "metadata.tags=java",
                        "metadata.tags.java=true",
                        "metadata.annotations.a.b/c=v",
                        "spec.nil=null",
                        "spec.list.x=1",
                        "spec.list.x=2",
                        "spec.list.y=q",
                        "spec.list.y.q=true",
                        "metadata.name=foo",
                        "metadata.namespace=default",
                        "metadata.uid=null");
    }

    @Test
    void leavesOutWhatIsNeverFiltered() {
        assertThat(
                        rows(
                                """
                                {"metadata":{"name":"a","namespace":"B","uid":"U","etag":"e"},
                                 "status":{"items":[{"x":1}]},"attachments":{"a":1},
                                 "relations":[{"type":"ownedBy","targetRef":"group:default/x"}],
                                 "spec":{"status":{"x":1},"empty":{},"none":[]}}"""))
                .containsExactly(
                        "spec.status.x=1",
                        "metadata.name=a",
                        "metadata.namespace=b",
                        "metadata.uid=u");
    }

    @Test
    void relationsAreRowsOfTheirOwn() {
        List<SearchRow> rows =
                SearchRows.of(
                        JsonObject.parse("{\"metadata\":{\"name\":\"a\",\"uid\":\"1\"}}"),
                        List.of(new ShownRelation("ownedBy", "group:default/x")));
        assertThat(rows.getLast())
                .isEqualTo(
                        new SearchRow("relations.ownedby", "group:default/x", "group:default/x"));
    }

    @Test
    void keepsTheFirstSpellingOfEqualValues() {
        List<SearchRow> rows =
                SearchRows.of(
                        JsonObject.parse("{\"metadata\":{\"tags\":[\"Java\",\"java\",\"JAVA\"]}}"),
                        List.of());
        assertThat(rows)
                .filteredOn(row -> row.key().startsWith("metadata.tags"))
                .containsExactly(
                        new SearchRow("metadata.tags", "java", "Java"),
                        new SearchRow("metadata.tags.java", "true", "true"));
    }

    @Test
    void countsTwoHundredCharactersForKeysAndValues() {
        String most = "x".repeat(200);
        String tooMuch = "x".repeat(201);
        String key = "k".repeat(195); // spec. makes 200
        assertThat(
                        rows(
                                "{\"spec\":{\"a\":\"%s\",\"b\":\"%s\",\"%s\":1,\"%sk\":1}}"
                                        .formatted(most, tooMuch, key, key)))
                .contains("spec.a=" + most, "spec.b=null", "spec." + key + "=1")
                .noneMatch(row -> row.contains(key + "k"));
    }

    @Test
    void numbersAndTruthsAreTexts() {
        assertThat(rows("{\"spec\":{\"a\":1.0,\"b\":2.50,\"c\":true,\"d\":[true,\"True\"]}}"))
                .contains(
                        "spec.a=1", "spec.b=2.5", "spec.c=true", "spec.d=true", "spec.d.true=true");
    }

    private static List<String> rows(String json) {
        return SearchRows.of(JsonObject.parse(json), List.of()).stream()
                .map(row -> row.key() + "=" + row.value())
                .toList();
    }
}
