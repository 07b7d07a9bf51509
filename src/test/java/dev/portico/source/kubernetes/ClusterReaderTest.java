package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReaderTest {
    @TempDir Path folder;

    @Test
    void filesOfDocumentsInGitLieInTheFolderOfCredentials() {
        ClusterReader reader = reader(Map.of("credentials-dir", folder.toString()));

        assertThat(reader.read(document("eu/token")).reach())
                .isEqualTo(address(folder.resolve("eu/token")));
        assertThat(reader.read(document(folder + "/token")).reach())
                .isEqualTo(address(folder.resolve("token")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../token", "/etc/shadow", "a/../../token", "link"})
    void andNeverOutsideOfIt(String path) throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));

        Reach reach =
                reader(Map.of("credentials-dir", folder.toString())).read(document(path)).reach();

        assertThat(reach)
                .isInstanceOfSatisfying(
                        Reach.Nowhere.class,
                        nowhere ->
                                assertThat(nowhere.why())
                                        .contains(
                                                "'" + path + "'",
                                                "portico.kubernetes.credentials-dir"));
    }

    @Test
    void withoutThatFolderTheyNameNoFile() {
        assertThat(reader(Map.of()).read(document("token")).reach())
                .isInstanceOfSatisfying(
                        Reach.Nowhere.class,
                        nowhere -> assertThat(nowhere.why()).contains("is not set"));
    }

    private static Reach address(Path token) {
        return new Reach.Address("https://k8s.example.com", null, token, false);
    }

    private static Entity document(String tokenFile) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "kind",
                                "Cluster",
                                "metadata",
                                Map.of("name", "eu"),
                                "spec",
                                Map.of(
                                        "connection",
                                        Map.of(
                                                "url",
                                                "https://k8s.example.com",
                                                "tokenFile",
                                                tokenFile)))));
    }

    private static ClusterReader reader(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((key, value) -> all.put("portico.kubernetes." + key, value));
        return new ClusterReader(
                new SmallRyeConfigBuilder()
                        .withMapping(KubernetesConfig.class)
                        .withSources(new PropertiesConfigSource(all, "test", 100))
                        .build()
                        .getConfigMapping(KubernetesConfig.class));
    }
}
