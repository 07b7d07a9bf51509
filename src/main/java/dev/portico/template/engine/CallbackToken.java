package dev.portico.template.engine;

import dev.portico.platform.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// A token that lets who was asked to do something call back. Only its hash is stored.
record CallbackToken(String text) {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static CallbackToken create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new CallbackToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        return HexFormat.of().parseHex(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Takes the same time wherever they differ.
    boolean has(byte[] hash) {
        return MessageDigest.isEqual(hash(), hash);
    }

    @Override
    public String toString() {
        return "***";
    }
}
