package dev.portico.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a real Kubernetes, started once per JVM where `.ci/real/build` has built it;
/// elsewhere the tests are skipped with one printed line. A test takes an [ApiServer] or a
/// [Platform] as a parameter of its constructor or of a method.
public final class RealKubernetes implements ExecutionCondition, ParameterResolver {
    private static final List<String> API_SERVER = List.of("etcd", "kube-apiserver", "kubectl");
    private static final List<String> PLATFORM =
            List.of(
                    "etcd",
                    "kube-apiserver",
                    "kubectl",
                    "kube-controller-manager",
                    "kube-scheduler",
                    "kwok",
                    "gitea",
                    "argocd",
                    "redis",
                    "kyverno-reports-controller",
                    "crossplane",
                    "crossplane-function",
                    "crossplane-provider");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean built =
                wantsPlatform(context.getRequiredTestClass())
                        ? RealServers.built("a real platform", "", PLATFORM)
                        : RealServers.built("a real API server", "kubernetes", API_SERVER);
        return built
                ? ConditionEvaluationResult.enabled("built")
                : ConditionEvaluationResult.disabled("its real servers are not built");
    }

    private static boolean wantsPlatform(Class<?> test) {
        return Stream.concat(
                        Arrays.stream(test.getDeclaredConstructors()),
                        Arrays.stream(test.getDeclaredMethods()))
                .flatMap(executable -> Arrays.stream(executable.getParameterTypes()))
                .anyMatch(Platform.class::equals);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ApiServer.class || type == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class
                ? new Platform()
                : new ApiServer(RealServers.of("apiserver"));
    }

    /// An API server with etcd and nothing else: objects stay as they are written. All tests of
    /// a JVM share it, so each makes namespaces of its own.
    public static class ApiServer {
        private final RealServers servers;

        private ApiServer(RealServers servers) {
            this.servers = servers;
        }

        public String url() {
            return servers.value("KUBE_URL");
        }

        /// Token of `admin`, who may do everything.
        public String adminToken() {
            return servers.value("KUBE_ADMIN_TOKEN");
        }

        /// Token of the user `reader`, who may do what a test's role bindings let him.
        public String readerToken() {
            return servers.value("KUBE_READER_TOKEN");
        }

        /// File of the administrator's configuration; its one context is `real`.
        public Path kubeconfig() {
            return Path.of(servers.value("KUBECONFIG"));
        }

        /// The program `kubectl` itself.
        public Path kubectlProgram() {
            return RealServers.binary("kubectl");
        }

        /// File of the certificate that the server shows.
        public Path caFile() {
            return servers.folder().resolve("pki/apiserver.crt");
        }

        /// What `kubectl` prints, asked as administrator.
        ///
        /// @throws IllegalStateException with what it prints on its standard error when it fails
        public String kubectl(String... arguments) {
            return kubectlWith("", arguments);
        }

        /// Applies documents as the administrator.
        public void apply(String yaml) {
            kubectlWith(yaml, "apply", "-f", "-");
        }

        /// The same as [#kubectl] with something to read at its standard input.
        public String kubectlWith(String input, String... arguments) {
            Stream<String> command =
                    Stream.of(
                            RealServers.binary("kubectl").toString(),
                            "--kubeconfig=" + kubeconfig(),
                            "--cache-dir=" + servers.folder().resolve("kubectl"));
            try {
                Process process =
                        new ProcessBuilder(
                                        Stream.concat(command, Arrays.stream(arguments)).toList())
                                .start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(UTF_8));
                }
                String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
                String complaint = new String(process.getErrorStream().readAllBytes(), UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(
                            "kubectl " + String.join(" ", arguments) + ": " + complaint);
                }
                return printed;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /// Makes a namespace with a name of its own that begins with the prefix, and answers it.
        public String createNamespace(String prefix) {
            String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
            kubectl("create", "namespace", name);
            return name;
        }

        /// A token of a service account, valid until the account is deleted or an hour is over.
        public String createToken(String namespace, String serviceAccount) {
            return kubectl("--namespace", namespace, "create", "token", serviceAccount).strip();
        }

        /// Makes the API server stand still, as when its machine hangs, or go on.
        public void freeze(boolean still) {
            servers.freeze(still, "kube-apiserver");
        }

        /// Kills the API server; what it keeps stays.
        public void stop() {
            servers.kill("kube-apiserver");
        }

        /// Starts the API server again after [#stop], and waits until it is ready.
        public void startAgain() {
            servers.run("kube-apiserver");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IllegalStateException.class)
                    .until(() -> kubectl("get", "--raw", "/readyz").equals("ok"));
        }
    }

    /// A cluster with controllers, nodes whose Pods run without containers, Gitea, Argo CD,
    /// Kyverno's reports controller and Crossplane. Pods labelled `real/fails: image-pull` or
    /// `crash-loop` never get ready.
    public static final class Platform extends ApiServer {
        private final RealGitea.Server gitea;
        private final String argocdUrl;

        private Platform() {
            RealServers servers =
                    RealServers.of(
                            "kubernetes", "nodes", "gitea", "argocd", "kyverno", "crossplane");
            super(servers);
            gitea = new RealGitea.Server(servers);
            argocdUrl = servers.value("ARGOCD_URL");
        }

        public RealGitea.Server gitea() {
            return gitea;
        }

        /// Address of Argo CD's API, which asks for no sign-in; it lives in namespace `argocd`.
        public String argocdUrl() {
            return argocdUrl;
        }
    }
}
