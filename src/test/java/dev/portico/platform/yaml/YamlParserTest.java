package dev.portico.platform.yaml;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1",
                "-17 | -17",
                "+3 | 3",
                "0123 | 123",
                "0o17 | 15",
                "0x1F | 31",
                "1.0 | 1",
                "1. | 1",
                ".5 | 0.5",
                "1e3 | 1000",
                "1.5e-1 | 0.15",
                "9007199254740993 | 9.007199254740992E15",
                ".inf | null",
                "-.INF | null",
                ".nan | null",
                "~ | null",
                "Null | null",
                "true | true",
                "FALSE | false",
                "yes | \"yes\"",
                "on | \"on\"",
                "tRUE | \"tRUE\"",
                "1.0.0 | \"1.0.0\"",
                "1_000 | \"1_000\"",
                "2026-11-22 | \"2026-11-22\"",
                "0b11 | \"0b11\"",
                "-0x1F | \"-0x1F\"",
                "0o18 | \"0o18\"",
                "12:30 | \"12:30\"",
                "!!str 1 | \"1\"",
                "!!int \"0x10\" | 16",
                "!env HOME | \"HOME\""
            })
    void givesScalarsTheTypesOfTheCoreSchema(String yaml, String json) {
        assertThat(value("a: " + yaml).toJson()).isEqualTo("{\"a\":" + json + "}");
    }

    @Test
    void keepsQuotedScalarsAsText() {
        assertThat(value("a: '1'\nb: \"true\"\nc: |\n  null\n").fields())
                .containsExactly(entry("a", "1"), entry("b", "true"), entry("c", "null\n"));
    }

    @Test
    void makesKeysTextAsJavaScriptDoes() {
        assertThat(value("1.50: a\ntrue: b\n0x10: c\n~: d\n? [x, 1]\n: e\n{{ f }}: g\n").fields())
                .containsOnlyKeys("1.5", "true", "16", "", "[ x, 1 ]", "{ { f } }");
    }

    @Test
    void takesMergeKeysForOrdinaryKeys() {
        assertThat(value("base: &b {x: 1}\nall: {<<: *b, y: 2}\n").object("all").toJson())
                .isEqualTo("{\"<<\":{\"x\":1},\"y\":2}");
    }

    @Test
    void readsEveryDocumentAndCountsThoseWithContent() {
        List<YamlDocument> documents =
                parse("# only a comment\n---\n---\na: 1\n...\n# more\n---\n~\n--- {b: 2}\n---\n")
                        .documents();
        assertThat(documents).extracting(YamlDocument::number).containsExactly(1, 2);
        assertThat(documents).extracting(YamlDocument::line).containsExactly(4, 9);
        assertThat(documents)
                .extracting(document -> document.value().orElseThrow().toJson())
                .containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "---\n...\n", "null\n"})
    void findsNothingInAnEmptyFile(String yaml) {
        assertThat(parse(yaml)).isEqualTo(new YamlFile(List.of(), List.of()));
    }

    @Test
    void keepsMarkersInsideIndentedBlockScalars() {
        JsonObject value = value("text: |\n  a\n  ---\n  ...\n  b\nnext: 1\n");
        assertThat(value.fields()).containsEntry("text", "a\n---\n...\nb\n").containsKey("next");
    }

    @Test
    void endsABlockScalarAtTheEndOfTheFileWithALineBreak() {
        assertThat(value("a: |\n  x").fields()).containsExactly(entry("a", "x\n"));
        assertThat(value("a: |-\n  x").fields()).containsExactly(entry("a", "x"));
    }

    @Test
    void takesDirectivesWithTheirDocument() {
        assertThat(value("%YAML 1.2\n%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\n").toJson())
                .isEqualTo("{\"a\":\"1\"}");
    }

    @Test
    void readsByteOrderMarksAndEveryLineBreak() {
        assertThat(value("\uFEFFa: 1\r\nb:\r\n  - ü\r\n").toJson())
                .isEqualTo("{\"a\":1,\"b\":[\"ü\"]}");
        assertThat(parse("\uFEFFa: 1\n\uFEFF---\nb: 1\n").documents()).hasSize(2);
        assertThat(parse("a: 1\r---\rb: 2\r").documents()).hasSize(2);
    }

    @Test
    void pointsAtASyntaxErrorAndReadsItsNeighbours() {
        YamlFile file = parse("a: 1\n---\nb: [1,\nc: 2\n---\nd: 'open\n---\ne: 5\n");
        assertThat(file.documents())
                .extracting(document -> document.value().map(JsonObject::toJson).orElse("-"))
                .containsExactly("{\"a\":1}", "-", "-", "{\"e\":5}");
        assertThat(problems(file)).containsExactly("5:1 yaml-syntax", "7:1 yaml-syntax");
    }

    @Test
    void namesBothLinesOfEveryDuplicateKey() {
        YamlFile file = parse("a: 1\nb:\n  x: 1\n  x: 2\na: 3\n");
        YamlDocument document = file.documents().getFirst();
        assertThat(document.value()).isPresent();
        assertThat(document.problems())
                .extracting(
                        problem -> problem.position() + " " + problem.pointer(),
                        YamlProblem::message)
                .containsExactly(
                        Tuple.tuple(
                                "Position[line=4, column=3] /b/x",
                                "The key 'x' stands twice in one mapping: in line 3 and again in"
                                        + " line 4."),
                        Tuple.tuple(
                                "Position[line=5, column=1] /a",
                                "The key 'a' stands twice in one mapping: in line 1 and again in"
                                        + " line 5."));
    }

    @Test
    void saysWhereATabIndents() {
        YamlFile file = parse("a:\n\tb: 1\n");
        assertThat(problems(file)).containsExactly("2:1 yaml-syntax");
        assertThat(file.documents().getFirst().problems().getFirst().message())
                .contains("a tab stands where only spaces may indent");
    }

    @Test
    void takesTabsThatOnlySeparate() {
        assertThat(value("a:\t1\t\nb: [1,\t2]\t# more\n").toJson())
                .isEqualTo("{\"a\":1,\"b\":[1,2]}");
    }

    @Test
    void refusesARootThatIsNoMapping() {
        assertThat(problems(parse("- a\n---\ntext\n---\n42\n")))
                .containsExactly("1:1 not-an-object", "3:1 not-an-object", "5:1 not-an-object");
    }

    @Test
    void pointsAtBytesThatAreNotUtf8AndReadsTheNeighbours() {
        byte[] bytes = "a: 1\n---\nb: xü?\n---\nc: 1\n".getBytes(UTF_8);
        bytes["a: 1\n---\nb: xü".getBytes(UTF_8).length] = (byte) 0xE9;
        YamlFile file = YamlParser.parse(bytes);
        assertThat(problems(file)).containsExactly("3:6 yaml-encoding");
        assertThat(file.documents()).hasSize(3);
    }

    @Test
    void namesUtf16() {
        YamlFile file = YamlParser.parse("\uFEFFa: 1\n".getBytes(UTF_16LE));
        assertThat(file.problems())
                .extracting(YamlProblem::message)
                .containsExactly("The file is UTF-16; save it as UTF-8.");
    }

    @Test
    void pointsAtForbiddenCharacters() {
        assertThat(problems(parse("a: 1\nb: x\u0007y\n"))).containsExactly("2:5 yaml-syntax");
    }

    @Test
    void knowsWhereValuesAndKeysStand() {
        Positions positions =
                parse("a: 1\nb:\n  c:\n    - x\n    - {d: y}\n  \"e/~\":   z\n")
                        .documents()
                        .getFirst()
                        .positions();
        assertThat(positions.at("/a")).isEqualTo(new Position(1, 4));
        assertThat(positions.at("/b")).isEqualTo(new Position(2, 1));
        assertThat(positions.at("/b/c/0")).isEqualTo(new Position(4, 7));
        assertThat(positions.at("/b/c/1/d")).isEqualTo(new Position(5, 11));
        assertThat(positions.at("/b/e~1~0")).isEqualTo(new Position(6, 12));
        assertThat(positions.keyAt("/b/e~1~0")).isEqualTo(new Position(6, 3));
        assertThat(positions.at("/b/missing/x")).isEqualTo(new Position(2, 1));
        assertThat(positions.at("/none")).isEqualTo(new Position(1, 1));
    }

    @Test
    void readsASingleDocumentOfAnyType() {
        assertThat(YamlParser.parseSingle("- 1\n".getBytes(UTF_8)).value()).contains(List.of(1L));
        assertThat(YamlParser.parseSingle("a: 1".getBytes(UTF_8)).value())
                .contains(Map.of("a", 1L));
        assertThat(YamlParser.parseSingle("a: 1\n---\nb: 1".getBytes(UTF_8)).error())
                .isEqualTo("it has more than one document");
        assertThat(YamlParser.parseSingle("a: [".getBytes(UTF_8)).error())
                .startsWith("line 2: This is not valid YAML");
    }

    private static YamlFile parse(String yaml) {
        return YamlParser.parse(yaml.getBytes(UTF_8));
    }

    private static JsonObject value(String yaml) {
        YamlFile file = parse(yaml);
        assertThat(problems(file)).isEmpty();
        return file.documents().getFirst().value().orElseThrow();
    }

    private static List<String> problems(YamlFile file) {
        return file.documents().stream()
                .flatMap(document -> document.problems().stream())
                .map(p -> p.position().line() + ":" + p.position().column() + " " + p.code())
                .toList();
    }
}
