package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchResourceTest {
    private final NaiveCatalog catalog = RestSample.catalog();
    private final SearchResource search = new SearchResource(catalog);

    @Test
    void anEntityIsADocumentAsBackstagesCollatorMakesIt() {
        JsonObject answer = ask("term=orders&types[0]=software-catalog&filters[kind]=Component");

        JsonObject result = answer.objects("results").getFirst();
        assertThat(answer.value("numberOfResults")).isEqualTo(1L);
        assertThat(result.text("type")).contains("software-catalog");
        assertThat(result.value("rank")).isEqualTo(1L);
        assertThat(result.object("document").toJson())
                .isEqualTo(
                        """
                        {"title":"The rest-orders","text":"",\
                        "location":"/catalog/default/component/rest-orders",\
                        "componentType":"service","type":"service","namespace":"default",\
                        "kind":"Component","lifecycle":"production","owner":"rest-team"}""");
        JsonObject highlight = result.object("highlight");
        assertThat(highlight.object("fields").toJson())
                .isEqualTo(
                        "{\"title\":\"The rest-%sorders%s\"}"
                                .formatted(
                                        highlight.text("preTag").orElseThrow(),
                                        highlight.text("postTag").orElseThrow()));
    }

    @Test
    void peopleAreFoundByNameAndMail() {
        catalog.put(
                new Entity(
                        JsonObject.parse(
                                """
                                {"apiVersion": "backstage.io/v1alpha1", "kind": "User",
                                 "metadata": {"name": "ann", "namespace": "default", "description": "Builds"},
                                 "spec": {"profile": {"displayName": "Ann Example", "email": "ann@example.com"}}}
                                """)));

        JsonObject document =
                ask("term=example.com").objects("results").getFirst().object("document");
        assertThat(document.text("text")).contains("Builds : Ann Example : ann@example.com");
        assertThat(document.text("type")).contains("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filters[kind]=component | 3",
                "filters[kind][]=component&filters[kind][]=API | 4",
                "filters[kind][0]=component&filters[kind][1]=API&filters[lifecycle]=production | 3",
                "filters[type]=website | 1",
                "filters[componentType]=other | 1",
                "filters[owner]= | 2",
                "filters[namespace]=default | 6",
                "filters[title]=The rest-shop | 1",
                "filters[location]=/catalog/default/component/rest-shop | 1",
                "filters[location]=elsewhere | 0",
                "filters[nothing]=x | 0",
                "term= | 6",
                "term=--- | 0",
                "term=r*st | 0",
                "term=%E2%98%95 | 0",
                "unknown=1&term=rest | 6",
            })
    void filtersAreThoseOfTheDocument(String query, long count) {
        assertThat(ask(query).value("numberOfResults")).as(query).isEqualTo(count);
    }

    @Test
    void pagesGoForwardsAndBackwards() {
        List<String> names = new ArrayList<>();
        String cursor = "";
        JsonObject page = JsonObject.EMPTY;
        for (int i = 0; i < 3; i++) {
            page = ask("term=rest&pageLimit=2" + cursor);
            page.objects("results")
                    .forEach(it -> names.add(it.object("document").text("location").orElseThrow()));
            cursor = "&pageCursor=" + page.text("nextPageCursor").orElse("");
        }

        assertThat(names).hasSize(6).doesNotHaveDuplicates();
        assertThat(page.has("nextPageCursor")).isFalse();
        assertThat(page.objects("results").getLast().value("rank")).isEqualTo(6L);
        assertThat(page.text("previousPageCursor")).contains("MQ==");
        assertThat(ask("term=rest&pageLimit=2").has("previousPageCursor")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "types=techdocs | Invalid query string: The type 'techdocs' is not searched here",
                "pageLimit=101 | Invalid query string: The page limit \"101\" is greater than \"100\"",
                "pageLimit=0 | Invalid query string: The page limit \"0\" is less than \"1\"",
                "pageLimit=x | request/query/pageLimit must be integer",
                "pageCursor=x | Invalid query string: The pageCursor is none that a search answered",
                "pageCursor=LTE= | Invalid query string: The pageCursor is none that a search answered",
                "filters=x | Invalid query string: The parameter 'filters' is no filter",
                "filters[a][b]=x | Invalid query string: The parameter 'filters[a][b]' is no filter",
                "term=a&term=b | request/query/term must be string",
            })
    void whatCanNotBeAskedIsToldAsBackstageTellsIt(String query, String message) {
        assertThatThrownBy(() -> ask(query))
                .isInstanceOf(PorticoException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aTermThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> ask("term=" + "x".repeat(10_000)))
                .hasMessage(
                        "Invalid query string: The term length \"10000\" is greater than \"100\"");
    }

    private JsonObject ask(String query) {
        return Requests.object(search.get(Requests.uri(query)));
    }
}
