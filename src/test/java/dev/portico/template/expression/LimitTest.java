package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    /// Each would need too much time or memory.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
                "${{ range(99999999999) }}",
                "{% set x = 'aaaa' %}{% for i in range(60) %}{% set x = x ~ x %}{% endfor %}",
                "{% set x = ['a'] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}${{ x|dump }}",
                "{% set x = ['a'] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}${{ x }}",
                "{% set x = 1 %}{% for i in range(9999) %}{% set x = [x] %}{% endfor %}${{ x }}",
                "{% set x = [] %}{% for i in range(9999) %}{% set x = [x] %}{% endfor %}${{ [].push(x) }}",
                "{% macro m() %}${{ m() ~ m() }}{% endmacro %}${{ m() }}",
                "${{ 'a'|center(999999999) }}",
                "${{ 'a\nb'|indent(999999999) }}",
                "${{ [1]|slice(999999999) }}",
                "${{ [1]|batch(999999999, 'x') }}",
                "${{ 'a'|center(99999)|replace('', 'a'|center(99999)) }}",
                "${{ 'a'|center(99999)|replace(r/ /g, 'a'|center(99999)) }}",
                "${{ range(9999)|join('a'|center(9999)) }}",
                "{% set a = 'x'|center(99999) %}{% for i in range(99999) %}{% set x = a|upper %}{% endfor %}",
                "{% set a = 'x'|center(99999) %}{% for i in range(99999) %}{% set x = 'y' in a %}{% endfor %}",
                "{% set a = 'x'|center(99999) %}{% for i in range(99999) %}{% set x = r/( +)+y/.test(a) %}{% endfor %}",
                "{% for i in range(4097) %}${{ called() }}{% endfor %}",
            })
    void endWithAnError(String source) {
        TemplateLanguage language =
                TemplateLanguage.builder(Dialect.BACKSTAGE)
                        .function("called", (_, _) -> 1L)
                        .build();
        assertThatThrownBy(() -> language.renderText(source, JsonObject.EMPTY))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        e -> assertThat(e.kind()).isEqualTo(ExpressionException.Kind.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "not ", "a["})
    void deepExpressionsAreRefusedOnSmallStacksToo(String opening) throws InterruptedException {
        String source = "${{ " + opening.repeat(5000) + " }}";
        Throwable[] thrown = new Throwable[1];
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                Rendering.template(source);
                            } catch (Throwable e) {
                                thrown[0] = e;
                            }
                        },
                        "small stack",
                        256 * 1024);
        thread.start();
        thread.join();
        assertThat(thrown[0])
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        e -> assertThat(e.kind()).isEqualTo(ExpressionException.Kind.LIMIT));
    }

    @Test
    void sayTheNumber() {
        assertThat(Rendering.failure("x".repeat((4 << 20) + 1)).reason())
                .isEqualTo("The template has more than 4194304 characters.");
        assertThat(Rendering.failure("${{ ''|center(16777217) }}").reason())
                .isEqualTo(
                        "The template makes a text of more than 16777216 characters; make it"
                                + " smaller.");
        assertThat(Rendering.failure("${{ range(1000001) }}").reason())
                .isEqualTo(
                        "The template needs more than 1000000 steps; is there a loop over too many"
                                + " elements?");
    }

    @Test
    void areUpToTheLanguage() {
        TemplateLanguage language =
                TemplateLanguage.builder(Dialect.BACKSTAGE)
                        .limits(new Limits(100, 100, 50, 20, 10, 1))
                        .build();
        assertThat(language.renderText("${{ 'ab' }}12345678", JsonObject.EMPTY))
                .isEqualTo("ab12345678");
        assertThatThrownBy(() -> language.renderText("${{ 'ab' }}123456789", JsonObject.EMPTY))
                .hasMessage(
                        "Line 1, column 1: The output has more than 10 characters; split the"
                                + " template.");
    }

    @Test
    void longTextIsRendered() {
        String source = "x".repeat(1 << 20) + "${{ 1 }}";
        assertThat(Rendering.template(source)).hasSize((1 << 20) + 1);
    }
}
