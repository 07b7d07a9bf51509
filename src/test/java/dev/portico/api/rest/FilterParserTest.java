package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "kind=Component ~ {\"kind\":\"Component\"}",
                "metadata.annotations.backstage.io/orphan"
                        + " ~ {\"metadata.annotations.backstage.io/orphan\":{\"$exists\":true}}",
                "spec.type= ~ {\"spec.type\":\"\"}",
                "kind=user,kind=group ~ {\"kind\":{\"$in\":[\"user\",\"group\"]}}",
                "kind,kind=group ~ {\"kind\":\"group\"}",
                "' kind = user , spec.type '"
                        + " ~ {\"$all\":[{\"kind\":\"user\"},{\"spec.type\":{\"$exists\":true}}]}",
                "metadata.annotations.x/y=a=b ~ {\"metadata.annotations.x/y\":\"a=b\"}",
                "kind=a,Kind=b ~ {\"$all\":[{\"kind\":\"a\"},{\"Kind\":\"b\"}]}",
                ",,kind=a, ~ {\"kind\":\"a\"}",
            })
    void readsStatementsOfOneFilter(String filter, String predicate) {
        assertThat(FilterParser.parse(List.of(filter))).contains(JsonObject.parse(predicate));
    }

    @Test
    void severalFiltersAreAlternatives() {
        assertThat(FilterParser.parse(List.of("kind=api", "", "kind=user,spec.x")))
                .contains(
                        JsonObject.parse(
                                """
                                {"$any":[{"kind":"api"},
                                         {"$all":[{"kind":"user"},{"spec.x":{"$exists":true}}]}]}
                                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void nothingEffectiveIsNoFilter(String filter) {
        assertThat(FilterParser.parse(List.of(filter))).isEmpty();
    }

    @Test
    void statementWithoutKeyIsRejected() {
        assertThatThrownBy(() -> FilterParser.parse(List.of("kind=api,=x")))
                .isInstanceOf(PorticoException.class)
                .hasMessage(
                        "Invalid filter, '=x' is not a valid statement (expected a string on the"
                                + " form a=b or a= or a)");
    }
}
