package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values, operators, members, tests and methods.
class ExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 | 7",
                "7 // 2 * 3 | 9",
                "2 * 7 % 4 | 2",
                "2 ** 3 ** 2 | 64",
                "-2 ** 2 | 4",
                "-5 // 2 | -3",
                "'a' + 1 | a1",
                "'a' ~ 1 + 2 | a12",
                "5 - 1 ~ 2 - 1 | 41",
                "1 / 0 | Infinity",
                "0 / 0 | NaN",
                "'5' * '2' | 10",
                "nothing + 1 | 1",
                "missing + 1 | NaN",
                "true + true | 2",
                "list + 1 | 3,1,21",
                "object + '' | [object Object]",
                "1 == '1' | true",
                "1 === '1' | false",
                "nothing == missing | true",
                "nothing === missing | false",
                "list == '3,1,2' | true",
                "[1] == [1] | false",
                "1 < 2 < 3 | true",
                "3 > 2 > 1 | false",
                "3 == 3 > 2 | false",
                "'10' < 9 | false",
                "'10' < '9' | true",
                "'a' < 1 | false",
                "1 in list | true",
                "'b' not in object | false",
                "'ell' in text | true",
                "not 1 in list | false",
                "not n == 6 | false",
                "not (n == 6) | true",
                "0 or 'x' | x",
                "0 and missing() | 0",
                "1 if n > 3 else 2 | 1",
                "1 if n > 9 | ``",
                "0.1 + 0.2 | 0.30000000000000004",
                "2 ** 70 | 1.1805916207174113e+21",
                "0.0000001 | 1e-7",
                "1.50 | 1.5",
                "(1, 2) | 2",
                "'it\\'s \\\\ \\\"ok\\\"' | it's \\ \"ok\"",
            })
    void operators(String expression, String expected) {
        assertThat(Rendering.expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "list[0] | 3",
                "list['1'] | 1",
                "list[-1] | ``",
                "list.length | 3",
                "list[1:] | 1,2",
                "list[:-1] | 3,1",
                "list[::-1] | 2,1,3",
                "text[0] | H",
                "text.length | 11",
                "object.a | x",
                "object['b'] | 1",
                "missing.a.b | ``",
                "nothing.a | ``",
                "{a: {b: 2} }.a.b | 2",
                "text.toUpperCase() | HELLO WORLD",
                "text.split(' ')[1] | World",
                "text.replace('l', 'L') | HeLlo World",
                "text.replace(r/l+/g, 'L') | HeLo WorLd",
                "text.slice(-5).charAt(0) | W",
                "text.indexOf('o', 5) | 7",
                "'  a '.trim() ~ '.' | a.",
                "n.toFixed(2) | 5.00",
                "1234.5678.toFixed(1) | 1234.6",
                "(255).toString(16) | ff",
                "(0.1).toString(2).length | 57",
                "(1/3).toPrecision(3) | 0.333",
                "(123456).toExponential(2) | 1.23e+5",
                "list.join('-') | 3-1-2",
                "list.concat([4], 5).length | 5",
                "list.includes(3) | true",
                "[[1, [2]], 3].flat().length | 3",
                "[10, 9, 1].sort() | 1,10,9",
                "r/^h/i.test(text) | true",
            })
    void membersAndMethods(String expression, String expected) {
        assertThat(Rendering.expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "n is defined # true",
                "missing is defined # false",
                "nothing is defined # true",
                "missing is undefined # true",
                "nothing is null # true",
                "nothing is none # true",
                "missing is null # false",
                "9 is divisibleby(3) # true",
                "4 is even # true",
                "-3 is odd # false",
                "'' is falsy # true",
                "[] is truthy # true",
                "2 is ge(1) # true",
                "2 is greaterthan(2) # false",
                "1 is lt(2) # true",
                "1 is eq(1) # true",
                "1 is sameas('1') # false",
                "1 is not eq(2) # true",
                "list is iterable # true",
                "object is iterable # false",
                "object is mapping # true",
                "list is mapping # false",
                "'abc' is lower # true",
                "'ABC' is upper # true",
                "n is number # true",
                "text is string # true",
                "range is callable # true",
                "('a'|e) is escaped # true",
            })
    void tests(String expression, String expected) {
        assertThat(Rendering.expression(expression)).isEqualTo(expected);
    }

    @Test
    void oneInterpolationKeepsItsType() {
        assertThat(Rendering.value("n")).isEqualTo(5L);
        assertThat(Rendering.value("n + 1")).isEqualTo(6L);
        assertThat(Rendering.value("f")).isEqualTo(1.5);
        assertThat(Rendering.value("n > 3")).isEqualTo(true);
        assertThat(Rendering.value("list")).isEqualTo(List.of(3L, 1L, 2L));
        assertThat(Rendering.value("{a: n, b: missing}")).isEqualTo(Map.of("a", 5L));
        assertThat(Rendering.value("nothing")).isEqualTo("null");
        assertThat(Rendering.value("missing")).isEqualTo(Undefined.VALUE);
        assertThat(Rendering.value("'<b>'|safe")).isEqualTo("<b>");
        assertThat(Rendering.BACKSTAGE.compile(" ${{ n }}").renderValue(Rendering.CONTEXT))
                .isEqualTo(" 5");
    }

    @Test
    void changesOfListsStayInTheRender() {
        assertThat(Rendering.template("{% set same = list %}${{ list.push(4) }}: ${{ same }}"))
                .isEqualTo("4: 3,1,2,4");
        assertThat(Rendering.expression("list")).isEqualTo("3,1,2");
        assertThat(Rendering.failure("${{ list.push(list) }}").reason())
                .isEqualTo("A list can't hold itself.");
    }

    @Test
    void keysThatAreWholeNumbersComeFirst() {
        assertThat(Rendering.expression("{\"b\": 1, \"10\": 2, \"9\": 3}|dump"))
                .isEqualTo("{\"9\":3,\"10\":2,\"b\":1}");
    }
}
