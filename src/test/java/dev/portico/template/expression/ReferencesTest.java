package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static References of(String source) {
        return Rendering.BACKSTAGE.compile(source).references();
    }

    private static List<String> paths(String source) {
        return of(source).paths().stream().map(References.Path::toString).toList();
    }

    @Test
    void pathsOfVariables() {
        assertThat(
                        paths(
                                "${{ parameters.name|upper }} ${{ steps['a-b'].output.x }} {% if"
                                        + " secrets.t and each.value[n].z %}${{ a.b[parameters.key].c }}{%"
                                        + " endif %}"))
                .containsExactly(
                        "parameters.name",
                        "steps.a-b.output.x",
                        "secrets.t",
                        "n",
                        "each.value",
                        "parameters.key",
                        "a.b");
    }

    @Test
    void whatTheTemplateBindsIsLeftOut() {
        assertThat(
                        paths(
                                "{% for x in l %}${{ x.a }}${{ loop.index }}{% endfor %}{% set y = z %}"
                                        + "${{ y }}{% macro m(a, b=q) %}${{ a }}${{ b }}{% endmacro %}${{ m(p)"
                                        + " }}"))
                .containsExactly("l", "z", "q", "p");
    }

    @Test
    void placesAndGuards() {
        References references = of("a\n${{ a.b|default(c) }} ${{ d is defined }} ${{ e or f }}");
        assertThat(references.paths())
                .containsExactly(
                        new References.Path(List.of("a", "b"), true, 2, 5),
                        new References.Path(List.of("c"), false, 2, 17),
                        new References.Path(List.of("d"), true, 2, 27),
                        new References.Path(List.of("e"), true, 2, 47),
                        new References.Path(List.of("f"), false, 2, 52));
    }

    @Test
    void filtersTestsAndFunctions() {
        References references =
                of(
                        "${{ a|one|two(1, x=2) }}{% filter three(4) %}{% endfilter %}${{ b is"
                                + " eq(1) }}${{ always() and g(1, 2) }}");
        assertThat(references.filters())
                .containsExactly(
                        new References.Use("one", 0, 1, 7),
                        new References.Use("two", 2, 1, 11),
                        new References.Use("three", 1, 1, 35));
        assertThat(references.tests()).extracting(References.Use::name).containsExactly("eq");
        assertThat(references.functions())
                .extracting(References.Use::name, References.Use::arguments)
                .containsExactly(Tuple.tuple("always", 0), Tuple.tuple("g", 2));
    }
}
