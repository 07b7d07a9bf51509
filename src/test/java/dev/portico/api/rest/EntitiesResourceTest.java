package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesResourceTest {
    private final EntitiesResource resource = new EntitiesResource(RestSample.catalog());

    @Test
    void wholeCatalogIsAnArrayOrderedByTheFirstFieldAlone() {
        Response response =
                resource.entities(
                        Requests.uri(
                                "filter=kind=component&filter=kind=api&order=desc:metadata.name"
                                        + "&order=asc:kind&fields=metadata.name"));

        assertThat(Requests.text(response))
                .isEqualTo(
                        """
                        [{"metadata":{"name":"rest-shop"}},{"metadata":{"name":"rest-payments"}},\
                        {"metadata":{"name":"rest-orders-api"}},{"metadata":{"name":"rest-orders"}}]""");
        assertThat(response.getHeaderString("link")).isNull();
    }

    @Test
    void nothingFoundIsAnEmptyArray() {
        assertThat(Requests.text(resource.entities(Requests.uri("filter=kind=nope"))))
                .isEqualTo("[]");
    }

    @Test
    void pagesByRefAreLinked() {
        List<String> names = new ArrayList<>();
        String query = "limit=4&offset=1&fields=metadata.name";
        while (!query.isEmpty()) {
            Response response = resource.entities(Requests.uri(query));
            names.addAll(names(response));
            String link = response.getHeaderString("link");
            query = link == null ? "" : link.replaceAll("^</entities\\?(.*)>; rel=\"next\"$", "$1");
            assertThat(query).doesNotContain("offset");
        }

        assertThat(names)
                .containsExactly(
                        "rest-orders", "rest-payments", "rest-shop", "rest-team", "rest-all");
    }

    @Test
    void tokenOfOffsetsAloneIsTaken() {
        // {"limit":2,"offset":4}
        Response response =
                resource.entities(Requests.uri("limit=1&after=eyJsaW1pdCI6Miwib2Zmc2V0Ijo0fQ=="));

        assertThat(names(response)).containsExactly("rest-team", "rest-all");
    }

    @Test
    void entityWithoutTheSortFieldIsLastInPages() {
        assertThat(
                        names(
                                resource.entities(
                                        Requests.uri(
                                                "limit=9&order=desc:spec.lifecycle&order=asc:metadata.name"
                                                        + "&filter=kind=component&filter=kind=group"))))
                .containsExactly("rest-orders", "rest-shop", "rest-payments", "rest-team");
    }

    @Test
    void longListIsStreamedWhole() {
        NaiveCatalog catalog = new NaiveCatalog();
        for (int i = 0; i < EntityPages.CHUNK + 7; i++) {
            catalog.put(
                    new Entity(
                            JsonObject.parse(
                                    "{\"kind\":\"Component\",\"metadata\":{\"name\":\"c%d\"}}"
                                            .formatted(i))));
        }

        Response all = new EntitiesResource(catalog).entities(Requests.uri("fields=metadata.name"));
        Response big = new EntitiesResource(catalog).entities(Requests.uri("limit=5000"));

        assertThat(names(all)).hasSize(EntityPages.CHUNK + 7).doesNotHaveDuplicates();
        assertThat(names(big)).hasSize(EntityPages.CHUNK + 7).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "limit=0 ~ Invalid limit, must be greater than zero",
                "offset=-1 ~ request/query/offset must be >= 0",
                "after= ~ Empty value found for query parameter 'after'",
                "after=abc ~ Malformed after cursor, could not be parsed",
                "order=up:kind ~ Invalid order parameter \"up:kind\", expected \"<asc or"
                        + " desc>:<field name>\"",
                "fields=a[0] ~ Invalid field \"a[0]\", array type fields are not supported",
            })
    void rejectsBadParameters(String query, String message) {
        assertThatThrownBy(() -> resource.entities(Requests.uri(query))).hasMessage(message);
    }

    private static List<String> names(Response response) {
        return Requests.array(response).stream()
                .map(it -> (Map<?, ?>) ((Map<?, ?>) it).get("metadata"))
                .map(metadata -> String.valueOf(metadata.get("name")))
                .toList();
    }
}
