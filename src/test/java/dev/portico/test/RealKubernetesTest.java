package dev.portico.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real")
@ExtendWith(RealKubernetes.class)
class RealKubernetesTest {
    private final RealKubernetes.ApiServer server;

    RealKubernetesTest(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @Test
    void keepsWhatIsWrittenWhileItIsStopped() {
        String namespace = server.createNamespace("kept");
        server.stop();
        assertThatThrownBy(() -> server.kubectl("get", "namespace", namespace))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refused");
        server.startAgain();
        assertThat(server.kubectl("get", "namespace", namespace, "--output=name"))
                .isEqualTo("namespace/" + namespace + "\n");
    }

    @Test
    void isTheSameForWhoAsksAgain() {
        assertThat(RealServers.of("apiserver").value("KUBE_URL")).isEqualTo(server.url());
    }

    @Test
    void givesServiceAccountsTokensThatMayNothing() {
        String namespace = server.createNamespace("token");
        server.kubectl("--namespace", namespace, "create", "serviceaccount", "reader");
        String token = server.createToken(namespace, "reader");
        assertThatThrownBy(() -> server.kubectl("--token", token, "get", "pods"))
                .hasMessageContaining("Forbidden");
    }
}
