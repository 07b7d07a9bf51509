package dev.portico.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NOTHING",
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':{'c':2}} | {'b':{'c':2},'a':1} | NOTHING",
                "{'a':1} | {'a':2} | CHANGED /a 1 2",
                "{'a':1} | {} | REMOVED /a 1 null",
                "{} | {'a':{'b':1}} | ADDED /a null {\"b\":1}",
                "{'a':null} | {} | REMOVED /a null null",
                "{'a':null} | {'a':1} | CHANGED /a null 1",
                "{'a/b~':{'c':1}} | {'a/b~':{'c':2}} | CHANGED /a~1b~0/c 1 2",
                "{'a':['x','y']} | {'a':['y','x']} | CHANGED /a [\"x\",\"y\"] [\"y\",\"x\"]",
                "{'a':[{'b':1},{'b':2}]} | {'a':[{'b':1},{'b':3}]} | CHANGED /a/1/b 2 3",
                "{'a':[{'b':1}]} | {'a':[]} | CHANGED /a [{\"b\":1}] []",
                "{'a':{'b':1}} | {'a':'b'} | CHANGED /a {\"b\":1} \"b\"",
                "{'a':1,'b':1} | {'b':2,'c':3} | REMOVED /a 1 null; CHANGED /b 1 2; ADDED /c null 3",
            })
    void tellsEachPlace(String before, String after, String expected) {
        List<String> found =
                JsonDifference.between(parse(before), parse(after)).stream()
                        .map(
                                it ->
                                        it.kind()
                                                + " "
                                                + it.pointer()
                                                + " "
                                                + JsonValues.toJson(it.before())
                                                + " "
                                                + JsonValues.toJson(it.after()))
                        .toList();

        assertThat(String.join("; ", found)).isEqualTo(expected == null ? "" : expected);
    }

    private static JsonObject parse(String json) {
        return JsonObject.parse(json.replace('\'', '"'));
    }
}
