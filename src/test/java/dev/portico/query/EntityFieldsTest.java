package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityFieldsTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "why?", "ünï", "日本", "😀", "half \ud83d", "?\udc00"})
    void termsAreEncodedAsLuceneEncodesQuestions(String value) {
        JsonObject entity =
                JsonObject.of(Map.of("metadata", Map.of("name", "a"), "x", Map.of("y", value)));

        Document document = document(entity);

        assertThat(terms(document, EntityFields.KEY_VALUE))
                .contains(new BytesRef(EntityFields.term("x.y", value)));
    }

    @Test
    void valuesThatAreCutTogetherGiveTheWordsThatEachGives() {
        List<String> tags =
                List.of(
                        "a-b",
                        "C",
                        "'s",
                        "\u0301x",
                        "🇩",
                        "🇪",
                        "日本",
                        "\udc00",
                        "3.",
                        "14",
                        "-",
                        "fooBar",
                        "x_",
                        "_y",
                        "\u200d",
                        "paymentGateway-v2",
                        "O'Neil's");
        JsonObject entity = JsonObject.of(Map.of("metadata", Map.of("name", "n", "tags", tags)));
        List<String> words = new ArrayList<>();
        tags.forEach(tag -> words.addAll(words(tag)));

        Document document = document(entity);

        assertThat(words(document.getField(EntityFields.FACTS).stringValue()))
                .containsExactlyElementsOf(words);
    }

    private static Document document(JsonObject entity) {
        return EntityFields.document(
                Composed.of("api:default/a", new UUID(1, 2), entity, List.of()), "");
    }

    private static List<BytesRef> terms(Document document, String field) {
        List<BytesRef> terms = new ArrayList<>();
        for (IndexableField it : document.getFields(field)) {
            terms.add(it.binaryValue());
        }
        return terms;
    }

    private static List<String> words(String text) {
        return TextAnalysis.tokens(text).stream().map(TextAnalysis.Token::word).toList();
    }
}
