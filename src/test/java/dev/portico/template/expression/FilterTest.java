package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "-2.5|abs # 2.5",
                "[1,2,3]|batch(2, 'x')|dump # [[1,2],[3,\"x\"]]",
                "'aBC dE'|capitalize # Abc de",
                "'ab'|center(6) ~ '.' #`  ab  .`",
                "missing|default('d') # d",
                "''|default('d') # ``",
                "''|default('d', true) # d",
                "nothing|d('x', true) # x",
                "object|dictsort|dump # [[\"a\",\"x\"],[\"b\",1]]",
                "object|dump # {\"b\":1,\"a\":\"x\"}",
                "[1]|dump(2) #`[\n  1\n]`",
                "'<a b=\"c\">'|e # &lt;a b=&quot;c&quot;&gt;",
                "'<'|e|e # &lt;",
                "'<'|e|forceescape # &amp;lt;",
                "list|first # 3",
                "list|last # 2",
                "'3.5x'|float # 3.5",
                "'x'|float(7) # 7",
                "users|groupby('age')|length # 2",
                "`'a\nb'|indent(2)` #`a\n  b`",
                "`'a\nb'|indent(2, true)` #`  a\n  b`",
                "'1f'|int(0, 16) # 31",
                "'1f'|int(base=16) # 31",
                "'3.9'|int # 3",
                "users|join(', ', 'name') # john, Bob",
                "object|length # 2",
                "missing|length # 0",
                "object|list|dump # [{\"key\":\"b\",\"value\":1},{\"key\":\"a\",\"value\":\"x\"}]",
                "'ABC'|lower # abc",
                "`'a\nb'|nl2br` #`a<br />\nb`",
                "[7]|random # 7",
                "list|reject('odd') # 2",
                "users|rejectattr('on')|join(',', 'name') # Bob",
                "'aXbX'|replace('X', 'y') # ayby",
                "'aXbX'|replace('X', 'y', 1) # aybX",
                "'my-App_1'|replace(r/[^a-z]+/gi, '.') # my.App.",
                "'a-b'|replace(r/(\\w)-(\\w)/, '$2-$1') # b-a",
                "list|reverse # 2,1,3",
                "'abc'|reverse # cba",
                "2.5|round # 3",
                "-2.5|round # -2",
                "3.456|round(2, 'floor') # 3.45",
                "'<b>'|safe # <b>",
                "list|select('gt', 1) # 3,2",
                "users|selectattr('on')|join(',', 'name') # john",
                "[1,2,3,4,5,6,7]|slice(3)|dump # [[1,2,3],[4,5],[6,7]]",
                "list|sort # 1,2,3",
                "list|sort(true) # 3,2,1",
                "['b','A']|sort # A,b",
                "users|sort(attribute='age')|join(',', 'name') # Bob,john",
                "5|string|length # 1",
                "'<b>x</b>  y'|striptags # x y",
                "list|sum # 6",
                "users|sum('age', 5) # 60",
                "'hello wORLD foo-bar'|title # Hello World Foo-bar",
                "'  a '|trim ~ '.' # a.",
                "'hello world foo'|truncate(8) # hello...",
                "'hello world foo'|truncate(8, true, '!') # hello wo!",
                "'abc'|upper # ABC",
                "'a b&é'|urlencode # a%20b%26%C3%A9",
                "{a: 1, b: 'x y'}|urlencode # a=1&b=x%20y",
                "'see http://x.com'|urlize # see <a href=\"http://x.com\">http://x.com</a>",
                "'a b-c'|wordcount # 3",
            })
    void builtIn(String expression, String expected) {
        assertThat(Rendering.expression(expression)).isEqualTo(expected);
    }

    @Test
    void whatHasNoTextIsRefused() {
        assertThat(Rendering.failure("${{ n|upper }}").text())
                .isEqualTo("Line 1, column 7: The filter needs a text, not a number.");
        assertThat(Rendering.failure("${{ 'a'|join }}").reason())
                .isEqualTo("The filter needs a list, not a text.");
    }

    @Test
    void theNamesAreKnown() {
        assertThat(Rendering.BACKSTAGE.filterNames()).hasSize(43).contains("d", "e", "wordcount");
        assertThat(TemplateLanguage.testNames()).hasSize(26).contains("divisibleby", "sameas");
        assertThat(Rendering.BACKSTAGE.globalNames()).containsExactly("cycler", "joiner", "range");
    }
}
