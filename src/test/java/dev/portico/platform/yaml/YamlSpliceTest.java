package dev.portico.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.yaml.YamlSplice.Edit;
import dev.portico.platform.yaml.YamlSplice.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlSpliceTest {
    private static final List<String> OWNER = List.of("spec", "owner");

    private static Result apply(byte[] content, int document, String value) {
        return YamlSplice.apply(
                content, new Edit(document, OWNER, value, List.of("lifecycle", "type")));
    }

    private static String edited(String content, int document, String value) {
        Result result = apply(content.getBytes(StandardCharsets.UTF_8), document, value);
        assertThat(result).isInstanceOf(Result.Edited.class);
        return new String(((Result.Edited) result).content(), StandardCharsets.UTF_8);
    }

    private static String refused(String content, String value) {
        Result result = apply(content.getBytes(StandardCharsets.UTF_8), 1, value);
        assertThat(result).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) result).reason();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "owner: a # who|owner: b # who",
                "owner:   a|owner:   b",
                "owner: 'a'|owner: 'b'",
                "owner: \"a\" # x|owner: \"b\" # x",
                "\"owner\": a|\"owner\": b",
                "owner:|owner: b",
                "owner: # none|owner: b # none",
                "owner: ~|owner: b",
                "owner: 3|owner: b",
                "owner:\ta|owner:\tb",
            })
    void aValueIsReplacedInItsOwnStyle(String before, String after) {
        String around = "# 🙂 first\nkind: X\nspec:\n  type:  t\n  %s\n  # last\n  z: 'q'   \n\n";
        assertThat(edited(around.formatted(before), 1, "b")).isEqualTo(around.formatted(after));
    }

    @Test
    void whatIsNotPlainIsQuoted() {
        assertThat(edited("spec:\n  owner: a\n", 1, "b: c")).isEqualTo("spec:\n  owner: 'b: c'\n");
        assertThat(edited("spec:\n  owner: a\n", 1, "true")).contains("owner: 'true'");
        assertThat(edited("spec:\n  owner: 'a'\n", 1, "it's")).contains("owner: 'it''s'");
        assertThat(edited("spec:\n  owner: \"a\"\n", 1, "x\"\\y")).contains("\"x\\\"\\\\y\"");
        assertThat(edited("spec: {owner: a, type: t}", 1, "b,c"))
                .isEqualTo("spec: {owner: 'b,c', type: t}");
        assertThat(edited("{\"spec\": {\"owner\": \"a\"}}", 1, "group:default/b"))
                .isEqualTo("{\"spec\": {\"owner\": \"group:default/b\"}}");
        assertThat(edited("spec:\n  owner: a\n", 1, "group:default/b"))
                .isEqualTo("spec:\n  owner: group:default/b\n");
    }

    @Test
    void aLineIsInsertedBesideAnother() {
        assertThat(edited("spec:\n  type: t # it\n  x: 1\n", 1, "b"))
                .isEqualTo("spec:\n  type: t # it\n  owner: b\n  x: 1\n");
        assertThat(edited("spec:\r\n    lifecycle: p\r\n    type: t\r\n", 1, "b"))
                .isEqualTo("spec:\r\n    lifecycle: p\r\n    owner: b\r\n    type: t\r\n");
        assertThat(edited("spec:\n  type: t", 1, "b")).isEqualTo("spec:\n  type: t\n  owner: b");
        assertThat(edited("spec:\n  list:\n    - a\n", 1, "b"))
                .isEqualTo("spec:\n  owner: b\n  list:\n    - a\n");
    }

    @Test
    void otherDocumentsByteOrderMarkAndLineEndsStay() {
        String file =
                "\uFEFF%YAML 1.2\r\n---\r\nspec: {owner: a}\r\n--- # two\r\n# ü\r\nspec:\r\n  owner:"
                        + " a\r\n...\r\n---\r\nspec:\r\n  owner: a";
        assertThat(edited(file, 2, "long-name"))
                .isEqualTo(file.replace("  owner: a\r\n...", "  owner: long-name\r\n..."));
        assertThat(edited(file, 3, "b")).isEqualTo(file.substring(0, file.length() - 1) + "b");
        assertThat(edited(file, 1, "b")).isEqualTo(file.replace("{owner: a}", "{owner: b}"));
    }

    @Test
    void whatStandsThereStays() {
        String file = "spec:\n  owner: a\n";
        assertThat(edited(file, 1, "a")).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`x: &o a\nspec:\n  owner: *o\n`|alias",
                "`spec:\n  owner: &o a\nx: *o\n`|anchor",
                "`x: &s\n  owner: a\nspec: *s\n`|alias",
                "`spec: &s\n  owner: a\n`|anchor",
                "`spec:\n  owner: >-\n    a\n`|block of text",
                "`spec:\n  owner: |\n    a\n`|block of text",
                "`spec:\n  owner: a\n    b\n`|several lines",
                "`spec:\n  owner: 'a\n\n    b'\n`|several lines",
                "`spec:\n  owner: !!str a\n`|tag",
                "`spec:\n  owner: [a]\n`|no text",
                "`spec: {type: t}\n`|braces",
                "`spec: {}\n`|braces",
                "`spec: t\n`|no mapping",
                "`kind: t\n`|no mapping spec",
                "`spec:\n  owner: a\n  owner: b\n`|twice",
                "`spec:\n  owner: {{ x }}\n y\n`|line",
            })
    void whatCanNotBeDoneSafelyIsRefused(String file, String reason) {
        assertThat(refused(file, "b")).contains(reason);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = "# caf\u00e9\nspec:\n  owner: a\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((Result.Refused) apply(latin, 1, "b")).reason()).contains("UTF-8");
        byte[] wide = "spec:\n  owner: a\n".getBytes(StandardCharsets.UTF_16);
        assertThat(((Result.Refused) apply(wide, 1, "b")).reason()).contains("UTF-16");
        assertThat(refused("spec:\n  owner: a\n", "b\nc")).contains("one line");
        assertThat(((Result.Refused) apply("a: b\n".getBytes(StandardCharsets.UTF_8), 2, "b")))
                .extracting(Result.Refused::reason)
                .asString()
                .contains("number 2");
    }
}
