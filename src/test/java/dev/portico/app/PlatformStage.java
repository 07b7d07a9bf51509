package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.test.RealKubernetes;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// What tests with the packaged program and the real platform have in common.
final class PlatformStage {
    static final Duration SOON = Duration.ofSeconds(120);

    private final RealKubernetes.Platform platform;

    PlatformStage(RealKubernetes.Platform platform) {
        this.platform = platform;
    }

    /// Lets a program follow the cluster, under the name `real`.
    ServerProcess follow(ServerProcess program, Path tokenFile) {
        return program.with("portico.kubernetes.clusters[0].name", "real")
                .with("portico.kubernetes.clusters[0].url", platform.url())
                .with("portico.kubernetes.clusters[0].insecure", "true")
                .with("portico.kubernetes.clusters[0].token-file", tokenFile.toString());
    }

    /// Asks by GraphQL; fails when there are errors.
    static JsonPath ask(ServerProcess program, String query)
            throws IOException, InterruptedException {
        JsonObject answer = program.graphql(query);
        assertThat(answer.list("errors")).as(JsonValues.toJson(answer.list("errors"))).isEmpty();
        return JsonPath.from(answer.toJson());
    }

    /// A field of an object, as `kubectl` prints it.
    String field(String namespace, String kind, String name, String path) {
        return platform.kubectl("-n", namespace, "get", kind, name, "-o", "jsonpath=" + path);
    }

    /// Waits until the API server has a value.
    void awaitField(String expected, String namespace, String kind, String name, String path) {
        await(kind + " " + name + " " + path)
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> field(namespace, kind, name, path).equals(expected));
    }
}
