package dev.portico.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
    enum Colour {
        RED,
        UNKNOWN
    }

    record Inner(String name, @Nullable Instant at) {}

    record Outer(
            String text,
            @Nullable String maybe,
            int small,
            long large,
            boolean flag,
            Colour colour,
            Inner inner,
            @Nullable Inner other,
            List<Inner> list,
            Map<String, String> map,
            Map<String, Colour> colours) {}

    @Test
    void whatIsWrittenIsReadAgain() {
        Instant at = Instant.parse("2026-03-01T12:00:00.123Z");
        Outer outer =
                new Outer(
                        "ü\"",
                        "",
                        7,
                        Long.MAX_VALUE,
                        true,
                        Colour.RED,
                        new Inner("a", at),
                        null,
                        List.of(new Inner("b", null)),
                        Map.of("z", "1", "a", ""),
                        Map.of("x", Colour.RED));

        String json = JsonRecords.toJson(outer);

        assertThat(json)
                .isEqualTo(
                        "{\"text\":\"ü\\\"\",\"maybe\":\"\",\"small\":7,"
                                + "\"large\":9223372036854775807,\"flag\":true,\"colour\":\"RED\","
                                + "\"inner\":{\"name\":\"a\",\"at\":\"2026-03-01T12:00:00.123Z\"},"
                                + "\"list\":[{\"name\":\"b\"}],\"map\":{\"a\":\"\",\"z\":\"1\"},"
                                + "\"colours\":{\"x\":\"RED\"}}");
        assertThat(JsonRecords.read(Outer.class, json)).isEqualTo(outer);
    }

    @Test
    void whatIsAbsentIsEmptyAndWhatIsUnknownPassedOver() {
        Outer outer = JsonRecords.read(Outer.class, "{\"new\":[1],\"colour\":\"PINK\"}");

        assertThat(outer)
                .isEqualTo(
                        new Outer(
                                "",
                                null,
                                0,
                                0,
                                false,
                                Colour.UNKNOWN,
                                new Inner("", null),
                                null,
                                List.of(),
                                Map.of(),
                                Map.of()));
    }

    @Test
    void aFieldOfAnotherTypeIsTold() {
        assertThatThrownBy(() -> JsonRecords.read(Outer.class, "{\"small\":\"x\"}"))
                .isInstanceOf(PorticoException.class)
                .hasMessage("The value \"x\" is no int.");
        assertThatThrownBy(() -> JsonRecords.read(Inner.class, "{\"at\":\"noon\"}"))
                .isInstanceOf(PorticoException.class)
                .hasMessage("The value \"noon\" is no Instant.");
    }
}
