package dev.portico.source.git;

import dev.portico.platform.Digest;
import dev.portico.platform.Secret;
import dev.portico.source.Webhooks.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// Checks that a delivery was sent by someone who knows a secret. Pure; takes the same time for
/// every wrong answer.
final class WebhookSignature {
    private WebhookSignature() {}

    /// The signature or token the delivery carries.
    static Optional<String> of(Delivery delivery) {
        return switch (delivery.sender()) {
            case GITHUB -> delivery.header("X-Hub-Signature-256");
            case GITLAB -> delivery.header("X-Gitlab-Token");
            case GITEA ->
                    delivery.header("X-Gitea-Signature")
                            .or(() -> delivery.header("X-Hub-Signature-256"));
        };
    }

    static boolean matches(Delivery delivery, String signature, Secret secret) {
        String expected =
                switch (delivery.sender()) {
                    case GITHUB -> "sha256=" + hmac(delivery.body(), secret);
                    case GITLAB -> secret.value();
                    case GITEA ->
                            (signature.startsWith("sha256=") ? "sha256=" : "")
                                    + hmac(delivery.body(), secret);
                };
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    static String hmac(byte[] body, Secret secret) {
        byte[] key = secret.value().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Digest.hmacSha256(key, body));
    }
}
