package dev.portico.template.action.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.action.Action;
import dev.portico.template.action.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentActionsTest {
    @TempDir Path folder;

    private TestContext context;

    @BeforeEach
    void aWorkspace() {
        context = new TestContext(folder);
    }

    private Object query(Object data, String expression) throws Exception {
        return context.run(
                        new JsonataQuery(),
                        JsonObject.of(Map.of("data", data, "expression", expression)))
                .value("result");
    }

    @Test
    void asksAndChangesWithJsonata() throws Exception {
        assertThat(query("https://h/acme/orders/blob/main/a/b", "$split($, \"/\")[3]"))
                .isEqualTo("acme");
        assertThat(
                        query(
                                "https://h/acme/orders/blob/main/a/b",
                                "$join($filter($split($, \"/\"), function($v, $i) { $i >= 7}), \"-\")"))
                .isEqualTo("a-b");
        assertThat(
                        query(
                                Map.of("items", List.of("item1")),
                                "$ ~> | $ | { \"items\": [items, \"item2\"] }|"))
                .isEqualTo(Map.of("items", List.of("item1", "item2")));
        assertThat(query(Map.of("a", Map.of("b.c/d", 1)), "a.\"b.c/d\" + 1.5")).isEqualTo(2.5);
        assertThat(query(Map.of("a", 1), "missing")).isNull();
        assertThat(query(Map.of("a", 1), "null")).isNull();
        assertThat(query(List.of(3, 1, 2), "$sort($)")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(query("a", "$pad($, 3, \"#\") & $pad($, -3)")).isEqualTo("a##  a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$contains('abc', /B/i) | true",
                "$contains('abc', 'b') | true",
                "$match('a1b22', /[0-9]+/).match | [\"1\",\"22\"]",
                "$replace('a1b22', /[0-9]+/, '#') | \"a#b#\"",
                "$replace('a1b22', /[0-9]+/, '#', 1) | \"a#b22\"",
                "$replace('ann', /n/, function($m) { $uppercase($m.match) }) | \"aNN\"",
                "$replace('a.b', '.', '-') | \"a-b\"",
                "$split('a1b22c', /[0-9]+/) | [\"a\",\"b\",\"c\"]",
                "$split('a,b,c', ',', 2) | [\"a\",\"b\"]",
                "$split(missing, ',') | null",
                "$map(['a1', 'b2'], function($v) { $replace($v, /[0-9]/, '') }) | [\"a\",\"b\"]",
                "['a1'] ~> $map(function($v) { $v ~> $replace(/[0-9]/, '') }) | [\"a\"]"
            })
    void patternsMatchAsTheyDo(String expression, String result) throws Exception {
        assertThat(JsonValues.toJson(query(Map.of("a", 1), expression)))
                .isIn(result, result.replaceAll("^\\[(.*)]$", "$1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$match($, /^(.*)(.*)(.*)(.*)(.*)b$/)",
                "$contains($, /^(.*)(.*)(.*)(.*)(.*)b$/)",
                "$replace($, /^(.*)(.*)(.*)(.*)(.*)b$/, 'x')",
                "$split($, /^(.*)(.*)(.*)(.*)(.*)b$/)"
            })
    void patternsHaveAnEnd(String expression) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () ->
                        assertThatThrownBy(() -> query("a".repeat(5_000) + "!", expression))
                                .isInstanceOfSatisfying(
                                        PorticoException.class,
                                        e ->
                                                assertThat(e.code())
                                                        .isEqualTo(ErrorCode.UNPROCESSABLE))
                                .hasMessageContaining("takes too long"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.a[ | INVALID_INPUT | The JSONata expression fails at character",
                "$error(\"no source\") | INVALID_INPUT | no source",
                "function($x){$x} | INVALID_INPUT | answers a function",
                "($f := function($n){$f($n + 1) + 1}; $f(0)) | UNPROCESSABLE | The JSONata",
                "($f := function($n){$f($n + 1)}; $f(0)) | UNPROCESSABLE | The JSONata",
                "$pad('x', 2000000000) | UNPROCESSABLE | $pad makes at most 1000000 characters.",
                "[1..100000000] | INVALID_INPUT | The JSONata expression fails"
            })
    void whatJsonataMayNotDo(String expression, ErrorCode code, String message) {
        assertThatThrownBy(() -> query(Map.of("a", 1), expression))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(message)
                .extracting("code")
                .isEqualTo(code);
    }

    @Test
    void transformsFiles() throws Exception {
        context.file("a.json", "{\"a\":{\"n\":1,\"m\":2}}").file("b.yaml", "a: 1\n---\na: 2\n");
        assertThat(result(new JsonataJson(), "{\"path\":\"a.json\",\"expression\":\"a\"}"))
                .isEqualTo("{\"n\":1,\"m\":2}");
        assertThat(
                        result(
                                new JsonataJson(),
                                """
                                {"path":"a.json","expression":"a","space":"  ","replacer":["m"]}
                                """))
                .isEqualTo("{\n  \"m\": 2\n}");
        assertThat(
                        result(
                                new JsonataJson(),
                                "{\"path\":\"a.json\",\"expression\":\"a.n\",\"as\":\"object\"}"))
                .isEqualTo(1L);
        assertThat(
                        result(
                                new JsonataYaml(),
                                """
                                {"path":"b.yaml","expression":"{'sum': $sum(a)}","loadAll":true}
                                """))
                .isEqualTo("sum: 3\n");
        assertThatThrownBy(
                        () ->
                                result(
                                        new JsonataYaml(),
                                        "{\"path\":\"b.yaml\",\"expression\":\"a\"}"))
                .hasMessage("b.yaml: This YAML has 2 documents; exactly one was expected here.");
    }

    private Object result(Action action, String input) throws Exception {
        return context.run(action, input).value("result");
    }

    @Test
    void serializes() throws Exception {
        assertThat(
                        context.run(
                                new SerializeJson(),
                                "{\"data\":{\"a\":[],\"b\":\"é\"},\"space\":\"\\t\"}"))
                .isEqualTo(
                        JsonObject.of(Map.of("serialized", "{\n\t\"a\": [],\n\t\"b\": \"é\"\n}")));
        assertThat(context.run(new SerializeYaml(), "{\"data\":{\"spec\":{\"tags\":[\"a\"]}}}"))
                .isEqualTo(JsonObject.of(Map.of("serialized", "spec:\n  tags:\n    - a\n")));
        assertThat(
                        context.run(
                                new SerializeYaml(),
                                """
                                {"data":{"a":["b"]},"options":{"indentSeq":false,"directives":true}}
                                """))
                .isEqualTo(JsonObject.of(Map.of("serialized", "---\na:\n- b\n")));
    }

    @Test
    void mergesIntoJson() throws Exception {
        context.file("a.json", "{\n    \"a\": {\"x\": 1, \"l\": [1, {\"p\": 1}, 3]}\n}");
        context.run(
                new MergeJson(),
                """
                {"path":"a.json","content":{"a":{"y":2,"l":[9,{"q":2}]}},"matchFileIndent":true}
                """);
        assertThat(JsonObject.parse(context.content("a.json")))
                .isEqualTo(
                        JsonObject.parse(
                                "{\"a\":{\"x\":1,\"l\":[9,{\"p\":1,\"q\":2},3],\"y\":2}}"));
        assertThat(context.content("a.json")).startsWith("{\n    \"a\": {\n        \"x\": 1");
        context.run(
                new MergeJson(),
                """
                {"path":"a.json","content":"{\\"a\\":{\\"l\\":[3,4]}}","mergeArrays":true}
                """);
        assertThat(JsonObject.parse(context.content("a.json")).object("a").list("l"))
                .isEqualTo(List.of(9L, Map.of("p", 1L, "q", 2L), 3L, 4L));
        context.run(new MergeJson(), "{\"path\":\"new.json\",\"content\":{\"k\":null}}");
        assertThat(context.content("new.json")).isEqualTo("{\n  \"k\": null\n}");
        assertThat(context.logs).containsExactly("The file new.json does not exist, creating it.");
    }

    @Test
    void mergesIntoYaml() throws Exception {
        context.file("c.yaml", "metadata:\n  name: x # why\n  annotations:\n    a: b\n");
        JsonObject output =
                context.run(
                        new MergeFile(),
                        """
                        {"path":"c.yaml","content":{"metadata":{"annotations":{"c":"d"}}}}
                        """);
        assertThat(output).isEqualTo(JsonObject.of(Map.of("path", "c.yaml")));
        assertThat(context.content("c.yaml"))
                .isEqualTo("metadata:\n  name: x\n  annotations:\n    a: b\n    c: d\n");
        context.file("two.yml", "kind: A\nz: 1\n---\nkind: B\nz: 1\n");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        new MergeFile(),
                                        "{\"path\":\"two.yml\",\"content\":\"z: 2\"}"))
                .hasMessage(
                        "two.yml: it holds several documents; say with useDocumentIncludingField"
                                + " which is meant.");
        context.run(
                new MergeFile(),
                """
                {"path":"two.yml","content":"z: 2",
                 "useDocumentIncludingField":{"key":"kind","value":"B"}}
                """);
        assertThat(context.content("two.yml")).isEqualTo("kind: A\nz: 1\n---\nkind: B\nz: 2\n");
        context.file("x.toml", "");
        assertThatThrownBy(
                        () -> context.run(new MergeFile(), "{\"path\":\"x.toml\",\"content\":{}}"))
                .hasMessage("x.toml: only .json, .yaml and .yml files can be merged.");
        assertThatThrownBy(
                        () -> context.run(new MergeFile(), "{\"path\":\"y.json\",\"content\":{}}"))
                .hasMessage("The file y.json does not exist.");
    }

    @Test
    void sanitizes() throws Exception {
        assertThat(
                        context.run(
                                new Sanitize(),
                                """
                                {"document":"a: {}\\nb: [ [] , 1]\\nc: {d: {e: {}}}\\nf: ''\\ng: null\\n"}
                                """))
                .isEqualTo(JsonObject.of(Map.of("sanitized", "b:\n  - 1\nf: ''\ng: null\n")));
    }
}
