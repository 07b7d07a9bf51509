package dev.portico.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS =
            Map.of("app", "orders", "example.com/tier", "web", "empty", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=orders | true",
                "app==orders | true",
                "app = orders | true",
                "app=cart | false",
                "app!=cart | true",
                "app!=orders | false",
                "missing!=x | true",
                "empty= | true",
                "app= | false",
                "example.com/tier in (web,api) | true",
                "example.com/tier in ( api ) | false",
                "example.com/tier notin (api, db) | true",
                "missing notin (api) | true",
                "missing in (api) | false",
                "app | true",
                "!app | false",
                "!missing | true",
                "missing | false",
                "app=orders,example.com/tier in (web,api),!missing | true",
                "app=orders, example.com/tier notin (web) | false",
            })
    void holdsAsInKubernetes(String selector, boolean holds) {
        assertThat(LabelSelector.parse(selector).orElseThrow().test(LABELS)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "app=orders,", "a b", "app in web", "=x", "app in (a", "(a)"})
    void whatIsNoSelectorIsNone(String text) {
        assertThat(LabelSelector.parse(text)).isEmpty();
    }
}
