package dev.portico.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The secrets of one who is called, and the signature they make. As in the Standard Webhooks
/// specification 1.0.0: a secret is 24 to 64 random bytes, written `whsec_` and base64.
///
/// @param setting the setting they are configured with, for messages
/// @param file where they are read from each time; null for those given
public record WebhookSecrets(String setting, List<Secret> given, @Nullable Path file) {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;

    public WebhookSecrets {
        given = List.copyOf(given);
    }

    /// INVALID_INPUT, with the setting, when not exactly one of both is there or a secret is none.
    ///
    /// @param setting the setting that `.secret` and `.secret-file` are below
    public static WebhookSecrets of(
            String setting, Optional<List<String>> secrets, Optional<Path> file) {
        List<Secret> given = secrets.orElse(List.of()).stream().map(Secret::new).toList();
        WebhookSecrets all = new WebhookSecrets(setting, given, file.orElse(null));
        if (given.isEmpty() == file.isEmpty()) {
            throw PorticoException.invalid(
                    "Set either " + setting + ".secret or " + setting + ".secret-file, to " + FORM);
        }
        given.forEach(all::key);
        return all;
    }

    private static final String FORM =
            "whsec_ and the base64 of 24 to 64 random bytes; this makes one:"
                    + " echo \"whsec_$(openssl rand -base64 32)\"";

    /// The signatures over an id, a time and a body, one for each secret.
    public String sign(String id, long epochSeconds, byte[] body) {
        return secrets().stream()
                .map(secret -> "v1," + signature(key(secret), id, epochSeconds, body))
                .collect(Collectors.joining(" "));
    }

    private List<Secret> secrets() {
        if (file == null) {
            return given;
        }
        try {
            List<Secret> secrets =
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .map(Secret::new)
                            .toList();
            if (secrets.isEmpty()) {
                throw PorticoException.invalid("The file of " + setting + ".secret-file is empty.");
            }
            return secrets;
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT,
                    "The file of " + setting + ".secret-file can't be read: " + file,
                    e);
        }
    }

    private byte[] key(Secret secret) {
        String text = secret.value().strip();
        byte[] key;
        try {
            key =
                    text.startsWith(PREFIX)
                            ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
                            : new byte[0];
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
            throw PorticoException.invalid("A secret of " + setting + " must be " + FORM);
        }
        return key;
    }

    private static String signature(byte[] key, String id, long epochSeconds, byte[] body) {
        byte[] head = (id + '.' + epochSeconds + '.').getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Digest.hmacSha256(key, head, body));
    }
}
