package dev.portico.source.git;

import dev.portico.catalog.Admission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One hash of everything the outcome of reading a file depends on.
final class Fingerprint {
    /// Changes with every change of the program that makes the same file read differently.
    private static final String FORMAT = "1";

    private Fingerprint() {}

    static String of(
            String contentId,
            Map<String, String> reads,
            String kindsVersion,
            Admission admission,
            @Nullable String origin,
            @Nullable String parent) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, FORMAT);
            add(digest, contentId);
            reads.forEach(
                    (path, id) -> {
                        add(digest, path);
                        add(digest, id);
                    });
            add(digest, kindsVersion);
            add(digest, admission.toString());
            add(digest, String.valueOf(origin));
            add(digest, String.valueOf(parent));
            return HexFormat.of().formatHex(digest.digest(), 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
