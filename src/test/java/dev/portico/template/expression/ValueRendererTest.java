package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRendererTest {
    private final List<String> broken = new ArrayList<>();
    private final ValueRenderer lenient =
            ValueRenderer.lenient(Rendering.BACKSTAGE, e -> broken.add(e.text()));
    private final ValueRenderer strict = ValueRenderer.strict(Rendering.BACKSTAGE);

    @Test
    void rendersEveryTextAndKeepsTypes() {
        JsonObject input =
                JsonObject.parse(
                        """
                        {"number": "${{ n }}", "text": " ${{ n }}", "list": "${{ list }}",
                         "missing": "${{ missing }}", "null": "${{ nothing }}", "plain": "a",
                         "${{ n }}": true, "deep": {"a": ["x", "${{ missing }}", "${{ n > 1 }}", 7]},
                         "again": "${{ '${{ n }' ~ '}' }}"}
                        """);
        assertThat(lenient.render(input, Rendering.CONTEXT))
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"number": 5, "text": " 5", "list": [3, 1, 2], "null": null,
                                 "plain": "a", "${{ n }}": true,
                                 "deep": {"a": ["x", null, true, 7]}, "again": "${{ n }}"}
                                """));
        assertThat(broken).isEmpty();
    }

    @Test
    void aBrokenTextStaysAndIsTold() {
        JsonObject input =
                JsonObject.parse(
                        """
                        {"a": {"b/c": ["${{ n }}", "x ${{ n|nope }}"]}, "d": "${{ n + }}"}
                        """);
        assertThat(lenient.render(input, Rendering.CONTEXT).toJson())
                .isEqualTo("{\"a\":{\"b/c\":[5,\"x ${{ n|nope }}\"]},\"d\":\"${{ n + }}\"}");
        assertThat(broken)
                .containsExactly(
                        "In /a/b~1c/1, line 1, column 9: There is no filter 'nope'.",
                        "In /d, line 1, column 9: Here should stand a value, not the end of the"
                                + " tag.");
    }

    @Test
    void strictlyABrokenTextIsAnError() {
        JsonObject input = JsonObject.parse("{\"a\": [\"${{ n|nope }}\"]}");
        assertThatThrownBy(() -> strict.render(input, Rendering.CONTEXT))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("In /a/0, line 1, column 7: There is no filter 'nope'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "missing # There is no variable 'missing'.",
                "missing.x.y # There is no variable 'missing'.",
                "missing == 1 # There is no variable 'missing'.",
                "n if missing else 2 # There is no variable 'missing'.",
                "steps.nope.output.url # There is no step 'nope' before.",
                "steps['no-pe'].output.url # There is no step 'no-pe' before.",
            })
    void strictlyWhatDoesNotExistIsAnError(String expression, String reason) {
        assertThatThrownBy(() -> strict.render("${{ " + expression + " }}", Rendering.CONTEXT))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "missing|default('x') # x",
                "steps.nope.output.url|default('x') # x",
                "missing is defined # false",
                "missing or 'x' # x",
                "steps.nope.output.url or steps.fetch.output.url # https://x",
                "steps.fetch.output.url # https://x",
                "parameters.missing|length # 0",
                "1 if parameters.missing else 2 # 2",
                "range(2)|length # 2",
            })
    void strictlyWhatIsGuardedIsNoError(String expression, String expected) {
        assertThat(strict.render(" ${{ " + expression + " }}", Rendering.CONTEXT))
                .isEqualTo(" " + expected);
    }

    @Test
    void strictlyTheTemplatesOwnVariablesExist() {
        String source =
                "{% macro m(a) %}${{ a }}{% endmacro %}{% set x = missing|default(2) %}"
                        + "{% for y in [1] %}${{ y }}${{ loop.index }}${{ x }}${{ m(3) }}{% endfor %}";
        assertThat(strict.render(source, Rendering.CONTEXT)).isEqualTo("1123");
    }
}
