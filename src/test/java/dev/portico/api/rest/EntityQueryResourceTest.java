package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityQueryResourceTest {
    private final EntityQueryResource resource = new EntityQueryResource(RestSample.catalog());

    @Test
    void pagesForwardsAndBackwards() {
        JsonObject first = get("filter=kind=component&orderField=metadata.name,asc&limit=1");
        assertThat(names(first)).containsExactly("rest-orders");
        assertThat(first.value("totalItems")).isEqualTo(3L);
        assertThat(cursor(first, "prevCursor")).isEmpty();

        JsonObject second = follow(first, "nextCursor", 1);
        assertThat(names(second)).containsExactly("rest-payments");
        JsonObject third = follow(second, "nextCursor", 1);
        assertThat(names(third)).containsExactly("rest-shop");
        assertThat(third.value("totalItems")).isEqualTo(3L);
        assertThat(cursor(third, "nextCursor")).isEmpty();

        JsonObject back = follow(third, "prevCursor", 2);
        assertThat(names(back)).containsExactly("rest-orders", "rest-payments");
        assertThat(cursor(back, "prevCursor")).isEmpty();
        assertThat(names(follow(back, "nextCursor", 5))).containsExactly("rest-shop");
    }

    @Test
    void pagesByUidWithoutASortField() {
        List<String> names = new ArrayList<>();
        JsonObject page = get("limit=2");
        names.addAll(names(page));
        while (cursor(page, "nextCursor").isPresent()) {
            page = follow(page, "nextCursor", 2);
            names.addAll(names(page));
        }

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "rest-orders",
                        "rest-payments",
                        "rest-shop",
                        "rest-orders-api",
                        "rest-team",
                        "rest-all");
    }

    @Test
    void sortFieldMultipliesAndExcludes() {
        JsonObject page = get("orderField=metadata.tags,desc&fields=metadata.name");

        assertThat(names(page).subList(0, 2)).containsExactlyInAnyOrder("rest-shop", "rest-orders");
        assertThat(names(page).subList(2, 4))
                .containsExactlyInAnyOrder("rest-orders", "rest-payments");
        assertThat(page.value("totalItems")).isEqualTo(3L);
        assertThat(page.objects("items")).allMatch(item -> item.fields().size() == 1);
    }

    @Test
    void limitZeroCountsOnly() {
        JsonObject page = get("limit=0&filter=kind=component");

        assertThat(page)
                .isEqualTo(JsonObject.parse("{\"items\":[],\"totalItems\":3,\"pageInfo\":{}}"));
    }

    @Test
    void excludedTotalStaysZeroInTheCursor() {
        JsonObject page = get("totalItems=exclude&limit=2&orderField=kind,asc");

        assertThat(page.value("totalItems")).isEqualTo(0L);
        assertThat(follow(page, "nextCursor", 2).value("totalItems")).isEqualTo(0L);
    }

    @Test
    void findsText() {
        assertThat(
                        names(
                                get(
                                        "fullTextFilterTerm=%20PAYM&fullTextFilterFields=metadata.title,"
                                                + "metadata.name")))
                .containsExactly("rest-payments");
        assertThat(names(get("fullTextFilterTerm=orders&orderField=metadata.name,desc")))
                .containsExactly("rest-orders-api", "rest-orders");
    }

    @Test
    void directionlessOrderMakesAUsableCursor() {
        JsonObject page = get("orderField=metadata.name&limit=1&filter=kind=component");

        assertThat(names(follow(page, "nextCursor", 1))).containsExactly("rest-payments");
    }

    @Test
    void postTakesPredicateOrderAndText() {
        JsonObject page =
                post(
                        """
                        {'query':{'kind':'component'},'limit':1,'fields':['kind'],
                         'orderBy':[{'field':'metadata.name','order':'desc'}],
                         'fullTextFilter':{'term':'pay'}}
                        """);

        assertThat(page.objects("items"))
                .containsExactly(JsonObject.parse("{\"kind\":\"Component\"}"));
        assertThat(page.value("totalItems")).isEqualTo(1L);
    }

    @Test
    void cursorOfGetHoldsTheFilterAsQuerySoThatPostGoesOn() {
        JsonObject page = get("filter=kind=component&orderField=metadata.name,asc&limit=1");
        String next = cursor(page, "nextCursor").orElseThrow();

        assertThat(Cursor.decode(next).query())
                .isEqualTo(JsonObject.parse("{\"kind\":\"component\"}"));
        assertThat(names(post("{'cursor':'" + next + "','limit':9}")))
                .containsExactly("rest-payments", "rest-shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "foo=1 ~ Unknown query parameter 'foo'",
                "limit=abc ~ request/query/limit must be integer",
                "limit=-1 ~ request/query/limit must be >= 0",
                "totalItems=no ~ request/query/totalItems must be equal to one of the allowed"
                        + " values: include, exclude",
                "orderField=kind,up ~ Invalid order field order, must be asc or desc",
                "cursor= ~ Empty value found for query parameter 'cursor'",
                "cursor=e30 ~ Malformed cursor: the property isPrevious is missing or wrong",
            })
    void rejectsBadParameters(String query, String message) {
        assertThatThrownBy(() -> get(query)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'limit':'a'} ~ request/body/limit must be number",
                "{'orderBy':[{'field':'kind'}]}"
                        + " ~ request/body must have required property 'order'",
                "{'query':'kind'} ~ request/body/query must be object",
                "{'cursor':''} ~ Cursor cannot be empty",
                "[] ~ The JSON must be an object.",
            })
    void rejectsBadBodies(String body, String message) {
        assertThatThrownBy(() -> post(body)).hasMessageContaining(message);
    }

    private JsonObject get(String query) {
        return Requests.object(resource.get(Requests.uri(query)));
    }

    private JsonObject post(String body) {
        return Requests.object(
                resource.post(Requests.uri(""), Requests.json(), Requests.body(body)));
    }

    private JsonObject follow(JsonObject page, String name, int limit) {
        String cursor = cursor(page, name).orElseThrow();
        return get(
                "limit=" + limit + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }

    private static Optional<String> cursor(JsonObject page, String name) {
        return page.object("pageInfo").text(name);
    }

    private static List<String> names(JsonObject page) {
        return page.objects("items").stream()
                .map(item -> item.object("metadata").text("name").orElseThrow())
                .toList();
    }
}
