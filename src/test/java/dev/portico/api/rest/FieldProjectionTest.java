package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.IndexedEntity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldProjectionTest {
    private static final String ENTITY =
            """
            {"kind":"Component",
             "metadata":{"name":"orders","tags":["java","x"],
               "annotations":{"backstage.io/orphan":"true","a":{"b":"deep"},"a.b":"flat"}},
             "spec":{"type":null,"list":[{"x":1}]}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "kind ~ {\"kind\":\"Component\"}",
                "metadata.name,kind ~ {\"metadata\":{\"name\":\"orders\"},\"kind\":\"Component\"}",
                "metadata.tags ~ {\"metadata\":{\"tags\":[\"java\",\"x\"]}}",
                "metadata.annotations.backstage.io/orphan"
                        + " ~ {\"metadata\":{\"annotations\":{\"backstage.io/orphan\":\"true\"}}}",
                "metadata.annotations.a.b ~ {\"metadata\":{\"annotations\":{\"a\":{\"b\":\"deep\"}}}}",
                "spec.type ~ {\"spec\":{\"type\":null}}",
                "spec.missing ~ {}",
                "spec.list.x ~ {}",
                "metadata.name.first ~ {}",
                "nothing,kind ~ {\"kind\":\"Component\"}",
                "spec,spec.type ~ {\"spec\":{\"type\":null,\"list\":[{\"x\":1}]}}",
                "spec.type,spec ~ {\"spec\":{\"type\":null,\"list\":[{\"x\":1}]}}",
            })
    void keepsOnlyTheseFields(String fields, String expected) {
        FieldProjection projection = FieldProjection.of(List.of(fields.split(",")));

        assertThat(new String(projection.apply(entity()), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void withoutFieldsTheBytesStayAsTheyAre() {
        IndexedEntity entity = entity();

        assertThat(FieldProjection.ALL.apply(entity)).isSameAs(entity.json());
        assertThat(FieldProjection.of(List.of("", " ")).apply(entity)).isSameAs(entity.json());
    }

    @Test
    void projectionLeavesTheEntityAlone() {
        JsonObject entity = JsonObject.parse(ENTITY);

        FieldProjection.of(List.of("metadata", "metadata.name")).project(entity.fields());

        assertThat(entity).isEqualTo(JsonObject.parse(ENTITY));
    }

    @Test
    void arrayPathsAreRejected() {
        assertThatThrownBy(() -> FieldProjection.of(List.of("metadata.tags[0]")))
                .hasMessage(
                        "Invalid field \"metadata.tags[0]\", array type fields are not supported");
    }

    private static IndexedEntity entity() {
        return new IndexedEntity(
                EntityRef.parse("component:orders"),
                "uid",
                "etag",
                ENTITY.getBytes(StandardCharsets.UTF_8));
    }
}
