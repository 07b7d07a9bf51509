package dev.portico.platform.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaPatternTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    /// Some milliseconds, but on a machine that has much else to do.
    private static final Duration BOUNDED = Duration.ofSeconds(10);

    private static EcmaPattern pattern(String source) {
        return EcmaPattern.of(source, UnaryOperator.identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^[a-z][a-z0-9-]+$; orders-2; true",
                "^[a-z][a-z0-9-]+$; Orders; false",
                "a.c; xabcx; true",
                "^\\d{3}$; 123; true",
                "^\\S+@\\S+\\.\\w+$; ann@example.com; true",
                "^\\p{L}+$; Zoë; true",
                "^(?!.*--)[a-z-]+$; a-b; true",
                "^(?!.*--)[a-z-]+$; a--b; false",
                "^(?<x>a)\\k<x>$; aa; true",
                "[^]; x; true",
                "[]; x; false"
            })
    void matchesAsJavaScriptDoes(String source, String text, boolean matches) {
        assertThat(pattern(source).find(text)).isEqualTo(matches);
    }

    @Test
    void theEndIsTheEndOfTheText() {
        assertThat(pattern("^a$").find("a\n")).isFalse();
        assertThat(pattern("^a$").find("a")).isTrue();
    }

    @Test
    void manyWaysToMatchTakeNoTime() {
        Assertions.assertTimeoutPreemptively(
                SOON,
                () -> {
                    EcmaPattern pattern = pattern("^(a+)+$");
                    assertThat(pattern.find("a".repeat(40) + "!")).isFalse();
                    assertThat(pattern.find("a".repeat(40))).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({"^(?=a)(.*)(.*)(.*)(.*)(.*)b$", "^(?=a)(a|b|ab)*c$"})
    void whatCanNotBeDoneInLinearTimeIsGivenUp(String source) {
        Assertions.assertTimeoutPreemptively(
                BOUNDED,
                () ->
                        assertThatThrownBy(() -> pattern(source).find("ab".repeat(5_000) + "!"))
                                .isInstanceOfSatisfying(
                                        PorticoException.class,
                                        e ->
                                                assertThat(e.code())
                                                        .isEqualTo(ErrorCode.UNPROCESSABLE))
                                .hasMessageContaining(source)
                                .hasMessageContaining("takes too long on a text of 10001"));
    }

    @Test
    void whatIsNoPatternIsRefused() {
        assertThatThrownBy(() -> pattern("(a")).isInstanceOf(PatternSyntaxException.class);
    }
}
