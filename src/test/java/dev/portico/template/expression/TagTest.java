package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{% if n > 9 %}a{% elif n > 4 %}b{% else %}c{% endif %} § b",
                "{% if not n %}a{% elseif 0 %}b{% else %}c{% endif %} § c",
                "{% for x in list %}${{ loop.index }}${{ x }}${{ ',' if not loop.last }}{% endfor %} § 13,21,32",
                "{% for k, v in object %}${{ k }}=${{ v }};{% endfor %} § b=1;a=x;",
                "{% for a, b in [[1, 2], [3, 4]] %}${{ a }}-${{ b }};{% endfor %} § 1-2;3-4;",
                "{% for x in [] %}x{% else %}none{% endfor %} § none",
                "{% for c in 'ab' %}${{ c }}.{% endfor %} § a.b.",
                "{% set a = 1 %}${{ a }} § 1",
                "{% set a, b = 2 %}${{ a }}${{ b }} § 22",
                "{% set a %}x${{ n }}{% endset %}[${{ a }}] § [x5]",
                "{% set z = 0 %}{% for x in list %}{% set z = z + x %}{% endfor %}${{ z }} § 6",
                "{% for x in list %}{% set y = x %}{% endfor %}[${{ y }}] § []",
                "{% macro m(a, b=2) %}[${{ a }},${{ b }}]{% endmacro %}${{ m(1) }}${{ m(1, 3) }}${{ m(b=4) }} § [1,2][1,3][,4]",
                "{% macro m(n) %}${{ m(n - 1) if n > 0 }}${{ n }}{% endmacro %}${{ m(3) }} § 0123",
                "{% macro m(a) %}<${{ caller(a) }}>{% endmacro %}{% call(x) m(7) %}in ${{ x }}{% endcall %} § <in 7>",
                "{% filter upper %}abc${{ n }}{% endfilter %} § ABC5",
                "{% block a %}x${{ n }}{% endblock a %} § x5",
                "{% switch n %}{% case 4 %}four{% case 5 %}{% case 6 %}five or six{% default %}other{% endswitch %} § five or six",
                "{% switch '5' %}{% case 5 %}five{% default %}other{% endswitch %} § other",
                "{% raw %}${{ x }}{% if %}{% endraw %} § ${{ x }}{% if %}",
                "{% verbatim %}{# x #}{% endverbatim %} § {# x #}",
                "a{# ${{ not this #}b § ab",
                "{{ n }} and { n } § {{ n }} and { n }",
                "{% set c = cycler('a', 'b') %}${{ c.next() }}${{ c.next() }}${{ c.next() }}${{ c.current }} § abaa",
                "{% set j = joiner('|') %}${{ j() }}a${{ j() }}b § a|b",
                "${{ range(0, 10, 3) }} § 0,3,6,9",
            })
    void tags(String source, String expected) {
        assertThat(Rendering.template(source)).isEqualTo(expected);
    }

    @Test
    void minusTakesTheWhitespaceAway() {
        assertThat(Rendering.template("a \n{%- if n -%} \n b \n{%- endif %} c")).isEqualTo("ab c");
        assertThat(Rendering.template("a ${{- n -}} b")).isEqualTo("a5b");
        assertThat(Rendering.template("a {#- c -#} b")).isEqualTo("ab");
    }

    @Test
    void blocksCanTakeTheirLinesAway() {
        String source = "a\n  {% if n %}\n  b\n  {% endif %}\nc\n";
        assertThat(Rendering.template(source)).isEqualTo("a\n  \n  b\n  \nc\n");
        assertThat(language(true, false).renderText(source, Rendering.CONTEXT))
                .isEqualTo("a\n    b\n  c\n");
        assertThat(language(false, true).renderText(source, Rendering.CONTEXT))
                .isEqualTo("a\n\n  b\n\nc\n");
        assertThat(language(true, true).renderText(source, Rendering.CONTEXT))
                .isEqualTo("a\n  b\nc\n");
    }

    private static TemplateLanguage language(boolean trim, boolean lstrip) {
        return TemplateLanguage.builder(Dialect.BACKSTAGE)
                .trimBlocks(trim)
                .lstripBlocks(lstrip)
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{{ cookiecutter.name }} ${{ cookiecutter.name }} # x $x",
                "{{ cookiecutter.o|jsonify }} # {\"k\":1}",
                "{{ True }} {{ False }} [{{ None }}] # true false []",
                "{{ cookiecutter.o.get('z', 'd') }} # d",
                "{{ cookiecutter.o.has_key('k') }} # true",
                "{% for k, v in cookiecutter.o.items() %}{{ k }}{{ v }}{% endfor %} # k1",
                "{{ cookiecutter.o.keys() }} {{ cookiecutter.o.values() }} # k 1",
                "{{ cookiecutter.l.append('c') }} {{ cookiecutter.l }} # 4 a,b,a,c",
                "{{ cookiecutter.l.count('a') }} {{ cookiecutter.l.index('b') }} # 2 1",
                "{{ cookiecutter.l.insert(1, 'z') }}{{ cookiecutter.l }} # a,z,b,a",
                "{{ cookiecutter.l.remove('a') }} {{ cookiecutter.l }} # a b,a",
                "{{ cookiecutter.l.pop(0) }} {{ cookiecutter.l }} # a b,a",
            })
    void cookiecutter(String source, String expected) {
        JsonObject context =
                JsonObject.parse(
                        "{\"cookiecutter\":{\"name\":\"x\",\"l\":[\"a\",\"b\",\"a\"],\"o\":{\"k\":1}}}");
        assertThat(
                        TemplateLanguage.builder(Dialect.COOKIECUTTER)
                                .build()
                                .renderText(source, context))
                .isEqualTo(expected);
    }

    @Test
    void namesOfPythonAreOnlyInCookiecutter() {
        assertThat(Rendering.template("[${{ True }}]")).isEqualTo("[]");
        assertThat(Rendering.failure("${{ n|jsonify }}").reason())
                .isEqualTo("There is no filter 'jsonify'.");
    }
}
