package dev.portico.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    @TempDir private Path folder;

    @Test
    void aTokenDoesNotGoOverAnAddressThatEveryoneCanReadUnlessToldSo() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");

        assertThatThrownBy(() -> login(new Reach.Address("http://k8s:8080", null, token, false)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("http://k8s:8080")
                .hasMessageContaining("use https");
        assertThat(
                        login(new Reach.Address("http://k8s:8080", null, token, true))
                                .authorization()
                                .header(false))
                .isEqualTo("Bearer secret");
        assertThat(
                        login(new Reach.Address("https://k8s:8080", null, token, false))
                                .authorization()
                                .header(false))
                .isEqualTo("Bearer secret");
    }

    @Test
    void aKubeconfigThatBeginsToNameAProgramDoesNotRunIt() throws IOException {
        Path ran = folder.resolve("ran");
        Path file = Files.writeString(folder.resolve("config"), kubeconfig("token: first"));
        Login.Authorization authorization = login(new Reach.Kubeconfig(file, null)).authorization();
        assertThat(authorization.header(false)).isEqualTo("Bearer first");

        Files.writeString(
                file,
                kubeconfig(
                        "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch,"
                                + " args: ['"
                                + ran
                                + "'], interactiveMode: Never}"));

        assertThat(authorization.header(true)).isEqualTo("Bearer first");
        assertThat(ran).doesNotExist();
        assertThatThrownBy(() -> login(new Reach.Kubeconfig(file, null)))
                .hasMessageContaining("portico.kubernetes.allow-exec");
        assertThat(ran).doesNotExist();

        Files.writeString(file, kubeconfig("token: second"));
        assertThat(authorization.header(true)).isEqualTo("Bearer second");
    }

    private static Login login(Reach reach) {
        return Login.of(reach, false, Map.of());
    }

    private static String kubeconfig(String user) {
        return """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: 'https://k8s:6443'}}]
        users: [{name: u, user: {%s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
                .formatted(user);
    }
}
