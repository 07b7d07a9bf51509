package dev.portico.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The examples of FIPS 180 and RFC 4231.
class DigestTest {
    @Test
    void hashesAreInHex() {
        assertThat(Digest.sha1("abc".getBytes(UTF_8)))
                .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(Digest.sha256("abc".getBytes(UTF_8)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aMessageInPartsIsSignedAsOne() {
        byte[] signed =
                Digest.hmacSha256(
                        "Jefe".getBytes(UTF_8),
                        "what do ya want ".getBytes(UTF_8),
                        "for nothing?".getBytes(UTF_8));

        assertThat(HexFormat.of().formatHex(signed))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
