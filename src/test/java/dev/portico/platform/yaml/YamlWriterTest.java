package dev.portico.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    @Test
    void writesBlocksWithIndentedLists() {
        JsonObject entity =
                JsonObject.parse(
                        """
                        {"kind":"Component","metadata":{"name":"orders","tags":["a","b"],"links":[]},
                         "spec":{"m":1,"f":1.5,"b":true,"none":null,"list":[{"x":1,"z":2},[3]]}}
                        """);
        assertThat(Yaml.write(entity.fields()))
                .isEqualTo(
                        """
                        kind: Component
                        metadata:
                          name: orders
                          tags:
                            - a
                            - b
                          links: []
                        spec:
                          m: 1
                          f: 1.5
                          b: true
                          none: null
                          list:
                            - x: 1
                              z: 2
                            -   - 3
                        """);
    }

    @Test
    void styles() {
        Map<String, Object> value = Map.of("a", List.of("b", Map.of("c", 1)));
        assertThat(Yaml.write(value, new YamlStyle(2, 80, false, false, true)))
                .isEqualTo("---\na:\n- b\n- c: 1\n");
        assertThat(Yaml.write(value, new YamlStyle(4, 80, true, false, false)))
                .isEqualTo("a:\n    - b\n    -   c: 1\n");
        assertThat(Yaml.write(value, new YamlStyle(2, 80, true, true, false)))
                .isEqualTo("{a: [b, {c: 1}]}\n");
        String longText = "word ".repeat(40).strip();
        assertThat(Yaml.write(longText, new YamlStyle(2, 0, true, false, false)))
                .isEqualTo(longText + "\n");
        assertThatThrownBy(() -> new YamlStyle(0, 80, true, false, false))
                .isInstanceOf(PorticoException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "On",
                "n",
                "null",
                "~",
                "1",
                "0x1f",
                "0o7",
                "1:30",
                "2026-01-02",
                "1e3",
                ".inf",
                "True",
                "- a",
                "a: b",
                "#x",
                "",
                " ",
                "@x",
                "*x",
                "&x",
                "!x",
                "%x",
                "a\nb",
                "a\n",
                "\n",
                "tab\there",
                "'",
                "\"",
                "\\",
                "ünïcödé",
                "\u0007",
                "\uFEFFx",
                "{{ x }}",
                "[x",
                "0123",
                "1_000",
                "\r\n",
                "trailing "
            })
    void textsStayTexts(String text) {
        assertThat(Yaml.read(Yaml.write(Map.of("k", text)))).isEqualTo(Map.of("k", text));
        assertThat(Yaml.read(Yaml.write(Map.of(text, "v")))).isEqualTo(Map.of(text, "v"));
        assertThat(Yaml.read(Yaml.write(text))).isEqualTo(text);
    }

    @Test
    void quotesWhatOlderReadersTakeForSomethingElse() {
        assertThat(Yaml.write(List.of("yes", "on", "no way", "1:30")))
                .isEqualTo("- \"yes\"\n- \"on\"\n- no way\n- \"1:30\"\n".indent(2));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (long seed = 1; seed <= 200; seed++) {
            @Nullable Object value = random(new SplittableRandom(seed), 4);
            assertThat(Yaml.read(Yaml.write(value))).as("seed %d", seed).isEqualTo(value);
        }
    }

    private static @Nullable Object random(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> (long) random.nextInt(-1000, 1000);
            case 1 -> random.nextInt(1000) + 0.5;
            case 2 -> random.nextBoolean();
            case 3 -> null;
            case 4 -> text(random);
            case 5 -> {
                @Nullable Object[] list = new Object[random.nextInt(4)];
                Arrays.setAll(list, _ -> random(random, depth - 1));
                yield Arrays.asList(list);
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), random(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(SplittableRandom random) {
        String alphabet = "ab \n:-#'\"{}[]!&*?|>%@`,\\\t1.0~é😀";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(
                    alphabet.codePoints()
                            .skip(random.nextInt((int) alphabet.codePoints().count()))
                            .findFirst()
                            .orElseThrow());
        }
        return text.toString();
    }

    @Test
    void readsSeveralDocuments() {
        assertThat(Yaml.readAll("a: 1\n---\n- 2\n---\n"))
                .containsExactly(Map.of("a", 1L), List.of(2L));
        assertThat(Yaml.read("")).isNull();
        assertThatThrownBy(() -> Yaml.read("a: 1\n---\nb: 2\n"))
                .hasMessage("This YAML has 2 documents; exactly one was expected here.");
        assertThatThrownBy(() -> Yaml.readAll("a: 1\n---\nb: [\n"))
                .isInstanceOf(PorticoException.class)
                .hasMessageStartingWith("This is not valid YAML at line ");
    }
}
