package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Cursor CURSOR =
            new Cursor(
                    List.of(new Cursor.OrderField("metadata.name", true)),
                    new Cursor.FullText("pay", List.of("metadata.name")),
                    JsonObject.parse("{\"kind\":\"component\"}"),
                    true,
                    List.of("payments", "uid-2"),
                    List.of("zebra", "uid-9"),
                    17L);

    @Test
    void isBase64OfTheJsonThatBackstageWrites() {
        byte[] json = Base64.getDecoder().decode(CURSOR.encode());

        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"orderFields\":[{\"field\":\"metadata.name\",\"order\":\"desc\"}],"
                                + "\"isPrevious\":true,\"query\":{\"kind\":\"component\"},"
                                + "\"fullTextFilter\":{\"term\":\"pay\",\"fields\":[\"metadata.name\"]},"
                                + "\"orderFieldValues\":[\"payments\",\"uid-2\"],"
                                + "\"firstSortFieldValues\":[\"zebra\",\"uid-9\"],"
                                + "\"totalItems\":17}");
    }

    @Test
    void decodesWhatItEncodes() {
        assertThat(Cursor.decode(CURSOR.encode())).isEqualTo(CURSOR);
    }

    @Test
    void cursorWithoutFilterHoldsNoQuery() {
        Cursor start = Cursor.start(List.of(), null, null);
        Cursor next = start.at(List.of("uid-1"), List.of("uid-0"), false, 3);

        assertThat(Cursor.decode(next.encode()).query()).isNull();
        assertThat(new String(Base64.getDecoder().decode(next.encode()), StandardCharsets.UTF_8))
                .doesNotContain("query");
    }

    @Test
    void takesTheOlderFilterTree() {
        Cursor cursor =
                Cursor.decode(
                        encode(
                                """
                                {"orderFields":[],"isPrevious":false,"orderFieldValues":["u"],
                                 "filter":{"anyOf":[{"key":"kind","values":["a","b"]},
                                  {"allOf":[{"not":{"key":"spec.type"}}]}]}}
                                """));

        assertThat(cursor.query())
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"$any":[{"kind":{"$in":["a","b"]}},
                                 {"$all":[{"$not":{"spec.type":{"$exists":true}}}]}]}
                                """));
    }

    @Test
    void fullTextLooksAtTheSortFieldElseTheUid() {
        Cursor.FullText text = new Cursor.FullText("x", null);
        Cursor.OrderField name = new Cursor.OrderField("metadata.Name", false);

        assertThat(Cursor.start(List.of(name), text, null).fullTextKeys())
                .containsExactly("metadata.name");
        assertThat(Cursor.start(List.of(), text, null).fullTextKeys())
                .containsExactly("metadata.uid");
        assertThat(CURSOR.fullTextKeys()).containsExactly("metadata.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "nonsense",
                "{}",
                "{\"orderFields\":[],\"isPrevious\":false}",
                "{\"orderFields\":[],\"isPrevious\":false,\"orderFieldValues\":[1]}",
                "{\"orderFields\":[],\"isPrevious\":false,\"orderFieldValues\":[\"a\",\"b\"]}",
                "{\"orderFields\":[{\"field\":\"a\"}],\"isPrevious\":false,"
                        + "\"orderFieldValues\":[\"a\",\"b\"]}",
                "{\"isPrevious\":false,\"orderFields\":[],\"orderFieldValues\":[\"a\"],"
                        + "\"filter\":{\"or\":[]}}",
            })
    void rejectsWhatIsNoCursor(String json) {
        assertThatThrownBy(() -> Cursor.decode(encode(json)))
                .hasMessageStartingWith("Malformed cursor");
    }

    @Test
    void rejectsWhatIsNotBase64() {
        assertThatThrownBy(() -> Cursor.decode("%%%"))
                .hasMessage("Malformed cursor: it is not base64");
        assertThatThrownBy(() -> Cursor.decode("")).hasMessage("Cursor cannot be empty");
    }

    private static String encode(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
