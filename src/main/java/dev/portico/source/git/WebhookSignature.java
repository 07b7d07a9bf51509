package dev.portico.source.git;

import dev.portico.platform.Secret;
import dev.portico.source.Webhooks.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks that a delivery was sent by someone who knows a secret. Pure; takes the same time for
/// every wrong answer.
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

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
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
