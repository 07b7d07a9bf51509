package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.test.RealKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The commands of `docs/kubernetes.md`, typed at a real API server.
@Tag("real")
@ExtendWith(RealKubernetes.class)
class KubernetesPageTest {
    private static final Path PAGE = Path.of("docs/kubernetes.md");
    private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\\n(.*?)```");

    @TempDir private Path folder;
    private final RealKubernetes.ApiServer server;

    KubernetesPageTest(RealKubernetes.ApiServer server) {
        this.server = server;
    }

    @Test
    void commandsGiveATokenThatReadsAndACertificateThatFits() throws Exception {
        run(COMMANDS.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow().group(1));

        String token = Files.readString(folder.resolve("prod-eu.token")).strip();
        Path certificate = folder.resolve("prod-eu.crt");
        Path kubeconfig = folder.resolve("reader.kubeconfig");
        Files.writeString(
                kubeconfig,
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: u, user: {token: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                """
                        .formatted(server.url(), certificate, token));
        String reader = "--kubeconfig=" + kubeconfig;
        assertThat(server.kubectl(reader, "get", "namespace", "portico", "--output=name"))
                .isEqualTo("namespace/portico\n");
        assertThat(server.kubectl(reader, "get", "deployments.apps", "--namespace=portico"))
                .isEmpty();
    }

    /// In a shell with the clone's folder `helm` beside it, and a `kubectl` that knows the server.
    private void run(String commands) throws IOException, InterruptedException {
        Path kubeconfig = folder.resolve("admin.kubeconfig");
        Files.copy(server.kubeconfig(), kubeconfig);
        String own = "--kubeconfig=" + kubeconfig;
        server.kubectl(own, "config", "unset", "clusters.real.insecure-skip-tls-verify");
        server.kubectl(
                own,
                "config",
                "set-cluster",
                "real",
                "--embed-certs",
                "--certificate-authority=" + server.caFile());
        Files.createSymbolicLink(folder.resolve("helm"), Path.of("helm").toAbsolutePath());
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("kubectl"), server.kubectlProgram());
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-e", "-c", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        shell.environment().put("KUBECONFIG", kubeconfig.toString());
        shell.environment().merge("PATH", bin + ":", (path, first) -> first + path);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
