package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.Digest;
import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComposedTest {
    private static final UUID UID = new UUID(1, 2);
    private static final List<ShownRelation> RELATIONS =
            List.of(new ShownRelation("ownedBy", "group:default/x"));
    private static final String SHOWN =
            """
            ,"relations":[{"type":"ownedBy","targetRef":"group:default/x"}]}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"kind":"API","metadata":{"name":"ä}\\"{"},"spec":{"metadata":{"a":1}}""",
                """
                {"metadata":{"name":"a","links":[{"title":"x"}]}""",
                """
                {"spec":{"x":{}},"metadata":{"name":"a","labels":{}}"""
            })
    void aMissingEtagIsTheHashOfTheRestAndGoesLastIntoTheMetadata(String open) {
        JsonObject own = JsonObject.parse(open + '}');
        JsonObject plain = JsonObject.parse(open + SHOWN);

        Composed composed = Composed.of("api:default/a", UID, own, RELATIONS);

        String etag = Digest.sha1(plain.toBytes());
        JsonObject complete = plain.with("metadata", plain.object("metadata").with("etag", etag));
        assertThat(composed.json()).asString().isEqualTo(complete.toJson());
        assertThat(composed.etag()).isEqualTo(etag);
        assertThat(composed.ownEtag()).isFalse();
        assertThat(Composed.ownDocument(composed.json(), false).toJson()).isEqualTo(own.toJson());
    }

    @Test
    void anEtagGoesBehindMetadataOfAnyLength() {
        Map<String, Object> labels = new LinkedHashMap<>();
        for (int i = 0; i < 3_000; i++) {
            labels.put("label-" + i, "ü".repeat(i % 50));
        }
        JsonObject own =
                JsonObject.of(Map.of("metadata", Map.of("name", "a", "annotations", labels)));

        Composed composed = Composed.of("api:default/a", UID, own, List.of());

        assertThat(JsonObject.parse(composed.json()).object("metadata").text("etag"))
                .contains(composed.etag());
        assertThat(Composed.ownDocument(composed.json(), false)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"etag\":1,\"name\":\"a\"}"})
    void metadataWithoutPlaceForAnEtagGetsOneToo(String metadata) {
        JsonObject own = JsonObject.parse("{\"metadata\":" + metadata + '}');

        Composed composed = Composed.of("api:default/a", UID, own, List.of());

        assertThat(JsonObject.parse(composed.json()).object("metadata"))
                .isEqualTo(own.object("metadata").with("etag", composed.etag()));
    }

    @Test
    void anEtagOfItsOwnStays() {
        JsonObject own = JsonObject.parse("{\"metadata\":{\"etag\":\"mine\",\"name\":\"a\"}}");

        Composed composed = Composed.of("api:default/a", UID, own, List.of());

        assertThat(composed.json())
                .asString()
                .isEqualTo("{\"metadata\":{\"etag\":\"mine\",\"name\":\"a\"},\"relations\":[]}");
        assertThat(composed.ownEtag()).isTrue();
    }
}
