package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`a\n  ${{ n + }}` # SYNTAX # Line 2, column 11: Here should stand a value, not the end of the tag.",
                "${{ n # SYNTAX # Line 1, column 1: The tag is not ended; write '}}'.",
                "{% if n %}a # SYNTAX # Line 1, column 1: 'if' is not ended; write {% endif %}.",
                "{% foo %} # SYNTAX # Line 1, column 1: There is no tag 'foo'; there are if, for, set, macro, call, filter, block, switch, raw and verbatim.",
                "{% include 'a' %} # SYNTAX # Line 1, column 1: 'include' does not exist here: a template loads no other.",
                "{% endif %} # SYNTAX # Line 1, column 1: 'endif' has no tag that it belongs to.",
                "`a\nb${{ n|nope }}` # EVALUATION # Line 2, column 8: There is no filter 'nope'.",
                "${{ n|Upper }} # EVALUATION # Line 1, column 7: There is no filter 'Upper'; do you mean 'upper'?",
                "${{ n is nope }} # EVALUATION # Line 1, column 7: There is no test 'nope'.",
                "${{ n is eq }} # EVALUATION # Line 1, column 7: The test 'eq' takes one argument.",
                "${{ missing.x() }} # EVALUATION # Line 1, column 14: 'missing.x' can't be called: it is undefined, not a function.",
                "${{ 'a'.charAt(1, 2) }} # EVALUATION # Line 1, column 15: 'charAt' takes 0 to 1 arguments, not 2.",
                "${{ 1 in 2 }} # EVALUATION # Line 1, column 7: 'in' needs a list, an object or a text on its right side.",
                "${{ object.constructor }} # SYNTAX # Line 1, column 11: 'constructor' can't be used in a template.",
                "${{ range }} # EVALUATION # Line 1, column 5: A function is not a value; call it with ().",
                "${{ r/a(?=b)/ }} # SYNTAX # Line 1, column 5: The regular expression /a(?=b)/ can't be used: invalid or unsupported Perl syntax; look-around and back-references don't exist here.",
                "${{ r/(?:(?:a{1000}){1000})/ }} # SYNTAX # Line 1, column 5: The regular expression is too big; make it shorter, or its counts.",
                "${{ n.toFixed(101) }} # EVALUATION # Line 1, column 14: toFixed takes 0 to 100 digits, not 101.",
                "${{ a b }} # SYNTAX # Line 1, column 7: 'b' is not expected; the tag should end here.",
                "${{ é }} # SYNTAX # Line 1, column 5: 'é' can't stand here.",
            })
    void sayWhatWhereAndWhy(String source, ExpressionException.Kind kind, String text) {
        ExpressionException failure = Rendering.failure(source);
        assertThat(failure.text()).isEqualTo(text);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void computedReservedNamesAreUndefined() {
        assertThat(Rendering.template("[${{ object['con' ~ 'structor'] }}]")).isEqualTo("[]");
    }

    @Test
    void aPlaceIsNamedInFront() {
        ExpressionException failure = Rendering.failure("a\nb ${{ n| }}").in("README.md");
        assertThat(failure.text())
                .isEqualTo(
                        "In README.md, line 2, column 10: A filter needs a name, not the end of the"
                                + " tag.");
        assertThat(failure.place()).isEqualTo("README.md");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).isEqualTo(10);
    }

    @Test
    void whatIsNotReachedDoesNotFail() {
        assertThat(Rendering.template("{% if false %}${{ n|nope }}{% endif %}a")).isEqualTo("a");
    }
}
