package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// A Secret by which Argo CD knows a cluster, of which name and address are kept and nothing else:
/// the rest is not even decoded.
final class ClusterSecret {
    static final String SELECTOR = "argocd.argoproj.io/secret-type=cluster";

    private ClusterSecret() {}

    static JsonObject of(JsonObject secret) {
        JsonObject metadata = secret.object("metadata");
        return JsonObject.of(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of(
                                "name", metadata.text("name").orElse(""),
                                "namespace", metadata.text("namespace").orElse("")),
                        "server",
                        decoded(secret, "server"),
                        "name",
                        decoded(secret, "name")));
    }

    private static String decoded(JsonObject secret, String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.object("data").text(key).orElse(""));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
