package dev.portico.template.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String SECRET = "s3cr?t/+\"ä~!";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                // base64 of both alphabets, with and without padding
                "czNjcj90Lysiw6R+IQ==",
                "czNjcj90Lysiw6R-IQ==",
                "czNjcj90Lysiw6R-IQ",
                "czNjcj90Lysiw6R+IQ",
                // URL-encoded, as Java and as JavaScript do, and in lower case
                "s3cr%3Ft%2F%2B%22%C3%A4%7E%21",
                "s3cr%3Ft%2F%2B%22%C3%A4~!",
                "s3cr%3ft%2f%2b%22%c3%a4~!",
                "s3cr?t/+\\\"ä~!",
                "733363723f742f2b22c3a47e21",
                "733363723F742F2B22C3A47E21"
            })
    void everyFormIsHidden(String form) {
        assertThat(mask(SECRET).text("a " + form + " b")).isEqualTo("a *** b");
    }

    @Test
    void anythingInsideAnObjectIsHidden() {
        SecretMask mask = mask("topsecret");
        mask.addAll(
                JsonObject.parse("{\"a\": [{\"b\": \"inner\"}], \"n\": 4711, \"t\": true}")
                        .fields());
        assertThat(
                        mask.object(
                                        JsonObject.parse(
                                                """
                                                {"x topsecret": ["inner!", {"y": null, "z": true}], "n": 4711, "m": 47110}
                                                """))
                                .toJson())
                .isEqualTo(
                        "{\"x ***\":[\"***!\",{\"y\":null,\"z\":true}],\"n\":\"***\",\"m\":47110}");
    }

    @Test
    void theLongerSecretGoesFirst() {
        SecretMask mask = mask("abc");
        mask.add("abcdef");
        assertThat(mask.text("abcdef abc")).isEqualTo("*** ***");
    }

    @Test
    void aSingleCharacterIsNotHidden() {
        assertThat(mask("a").text("banana")).isEqualTo("banana");
    }

    @Test
    void whatIsWrittenWithBlanksAroundIsHiddenWithoutThem() {
        assertThat(mask("  token\n").text("x token y")).isEqualTo("x *** y");
    }

    @Test
    void bytesOfAFileAreHiddenAndTheOthersStay() {
        byte[] content = {(byte) 0xff, 's', '3', 0, (byte) 0xc3};
        assertThat(mask("s3").bytes(content))
                .containsExactly((byte) 0xff, '*', '*', '*', 0, (byte) 0xc3);
        assertThat(
                        new String(
                                mask("gehäuse")
                                        .bytes("im gehäuse".getBytes(StandardCharsets.UTF_8)),
                                StandardCharsets.UTF_8))
                .isEqualTo("im ***");
    }

    private static SecretMask mask(String secret) {
        SecretMask mask = new SecretMask();
        mask.add(secret);
        return mask;
    }
}
