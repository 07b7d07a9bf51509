package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TemplateLanguageTest {
    @Test
    void filtersFunctionsAndValuesCanBeAdded() {
        boolean[] called = {false};
        TemplateLanguage language =
                TemplateLanguage.builder(Dialect.BACKSTAGE)
                        .filter("twice", (input, _) -> input + "" + input)
                        .function(
                                "always",
                                (_, _) -> {
                                    called[0] = true;
                                    return true;
                                })
                        .function("pair", (_, arguments) -> Map.of("all", arguments))
                        .value("site", Map.of("name", "acme", "tags", List.of(1, 2)))
                        .build();
        assertThat(
                        language.renderText(
                                "${{ 'a'|twice }} ${{ always() }} ${{ pair(1, 'b').all }} ${{"
                                        + " site.name }} ${{ site.tags.push(3) }}",
                                JsonObject.EMPTY))
                .isEqualTo("aa true 1,b acme 3");
        assertThat(called[0]).isTrue();
    }

    @Test
    void theContextWinsOverGlobals() {
        TemplateLanguage language =
                TemplateLanguage.builder(Dialect.BACKSTAGE).value("a", "global").build();
        assertThat(language.renderText("${{ a }}", JsonObject.EMPTY.with("a", "own")))
                .isEqualTo("own");
    }

    @Test
    void whatAFunctionThrowsIsTold() {
        TemplateLanguage language =
                TemplateLanguage.builder(Dialect.BACKSTAGE)
                        .filter(
                                "broken",
                                (_, _) -> {
                                    throw new IllegalStateException("no luck");
                                })
                        .build();
        assertThatThrownBy(() -> language.renderText("a ${{ 1|broken }}", JsonObject.EMPTY))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("Line 1, column 9: 'broken' failed: no luck");
        assertThatThrownBy(() -> language.renderText("${{ 1|broken(a=1) }}", JsonObject.EMPTY))
                .hasMessage("Line 1, column 7: 'broken' takes no arguments with names.");
    }

    @Test
    void plainTextIsGivenBack() {
        Template template = Rendering.BACKSTAGE.compile("no {{ template }} here");
        assertThat(template.isPlainText()).isTrue();
        assertThat(template.render(JsonObject.EMPTY)).isEqualTo("no {{ template }} here");
        assertThat(Rendering.BACKSTAGE.compile("a{# b #}").isPlainText()).isFalse();
        assertThat(Rendering.BACKSTAGE.compile("").isPlainText()).isTrue();
    }

    @Test
    void oneTemplateRendersOnManyThreads() throws Exception {
        Template template =
                Rendering.BACKSTAGE.compile(
                        "{% macro m(x) %}<${{ x }}>{% endmacro %}{% set l = [] %}{% for i in"
                                + " range(n) %}{% if l.push(i) %}${{ m(i) }}{% endif %}{% endfor %}${{"
                                + " l.length }}${{ r/a/g.test('a') }}");
        List<Callable<String>> renders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JsonObject context = JsonObject.EMPTY.with("n", i % 5);
            renders.add(() -> template.render(context));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> results = threads.invokeAll(renders);
            for (int i = 0; i < results.size(); i++) {
                StringBuilder expected = new StringBuilder();
                for (int k = 0; k < i % 5; k++) {
                    expected.append('<').append(k).append('>');
                }
                assertThat(results.get(i).get()).isEqualTo(expected.append(i % 5) + "true");
            }
        }
    }
}
