package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.Declaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The switch `portico.kubernetes.argocd-cluster-secrets`.
class ClusterSecretsTest {
    private static final String SERVER = "https://10.1.2.3:6443";
    private static final String SELECTED =
            FakeApi.SECRETS + "?labelSelector=argocd.argoproj.io%2Fsecret-type%3Dcluster&";

    private final FakeApi api = new FakeApi();

    @BeforeEach
    void fill() {
        api.put(
                FakeApi.APPLICATIONS,
                "orders",
                "{\"metadata\":{\"name\":\"orders\",\"namespace\":\"argocd\",\"resourceVersion\":\"@\"},"
                        + "\"spec\":{\"destination\":{\"server\":\""
                        + SERVER
                        + "\",\"namespace\":\"shop\"}}}");
        secret("spoke", "\"argocd.argoproj.io/secret-type\":\"cluster\"", "prod-eu");
        secret("other", "\"argocd.argoproj.io/secret-type\":\"repository\"", "not-a-cluster");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void withItASpokeHasTheNameOfItsSecret() {
        try (Followed cluster = followed(true)) {
            assertThat(refs(cluster))
                    .containsExactlyInAnyOrder("resource:default/test", "resource:default/prod-eu");
            assertThat(documents(cluster))
                    .contains(SERVER)
                    .doesNotContain("not-a-cluster", "bearerToken", "t0psecret");
            assertThat(cluster.runtime.rows.keySet()).noneMatch(key -> key.kind().equals("Secret"));
            assertThat(secretRequests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request).startsWith(SELECTED));

            secret("spoke", "\"argocd.argoproj.io/secret-type\":\"cluster\"", "prod-us");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> refs(cluster).contains("resource:default/prod-us"));
            assertThat(refs(cluster)).doesNotContain("resource:default/prod-eu");
        }
    }

    @Test
    void withoutItNoSecretIsAskedFor() {
        try (Followed cluster = followed(false)) {
            assertThat(refs(cluster))
                    .containsExactlyInAnyOrder(
                            "resource:default/test", "resource:default/10.1.2.3");
            assertThat(secretRequests()).isEmpty();
            assertThat(api.lists(FakeApi.APPLICATIONS)).isEqualTo(1);
        }
    }

    private List<String> secretRequests() {
        return api.requests.stream().filter(each -> each.contains("secret")).toList();
    }

    private Followed followed(boolean clusterSecrets) {
        return new Followed(new FakeRuntime(), api.reach(), List.of(), clusterSecrets).complete();
    }

    private static List<String> refs(Followed cluster) {
        return declarations(cluster).stream().map(each -> each.ref().toString()).toList();
    }

    private static String documents(Followed cluster) {
        return declarations(cluster).stream()
                .map(each -> new String(each.document().json(), StandardCharsets.UTF_8))
                .toList()
                .toString();
    }

    private static List<Declaration> declarations(Followed cluster) {
        return cluster.scan().changed().stream()
                .flatMap(reading -> reading.declarations().stream())
                .toList();
    }

    private void secret(String name, String label, String cluster) {
        api.put(
                FakeApi.SECRETS,
                name,
                ("{\"metadata\":{\"name\":\"%s\",\"namespace\":\"argocd\",\"resourceVersion\":\"@\","
                                + "\"labels\":{%s}},\"data\":{\"name\":\"%s\",\"server\":\"%s\","
                                + "\"config\":\"%s\"}}")
                        .formatted(
                                name,
                                label,
                                base64(cluster),
                                base64(SERVER),
                                base64("{\"bearerToken\":\"t0psecret\"}")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
