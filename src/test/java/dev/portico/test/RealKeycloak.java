package dev.portico.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real Keycloak on loopback with the realm of `keycloak/acme.json`, for one class of tests. The
/// launcher has Maven unpack it (`./portico test --long`); elsewhere the tests are skipped with one
/// printed line. The program under test gets a port that the realm names.
public final class RealKeycloak implements ExecutionCondition, QuarkusTestResourceLifecycleManager {
    private static final Path UNPACKED = Path.of("target", "keycloak").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(6);

    private @Nullable Process process;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (home().isPresent()) {
            return ConditionEvaluationResult.enabled("Keycloak is there");
        }
        System.out.println(
                "Skipped: tests with a real Keycloak; ./portico test --long has it unpacked.");
        return ConditionEvaluationResult.disabled("Keycloak is not there");
    }

    private static Optional<Path> home() {
        if (!Files.isDirectory(UNPACKED)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(UNPACKED)) {
            return found.filter(folder -> Files.exists(folder.resolve("bin/kc.sh")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Settings of a program whose provider it is.
    @Override
    public Map<String, String> start() {
        Optional<Path> home = home();
        if (home.isEmpty()) {
            return Map.of();
        }
        int port = freePort();
        int own = freePort();
        run(home.get(), own, "http://127.0.0.1:" + port);
        String realm = "http://127.0.0.1:" + own + "/realms/acme";
        return Map.of(
                "quarkus.http.test-port", Integer.toString(port),
                "portico.access.providers.corp.issuer", realm,
                "portico.access.providers.corp.client-id", "portico",
                "portico.access.providers.corp.client-secret", "a-secret-of-more-than-32-chars-1",
                "portico.access.providers.corp.groups-claim", "groups",
                "portico.access.issuers.shell.kind", "people",
                "portico.access.issuers.shell.issuer", realm,
                "portico.access.issuers.shell.audience", "https://portico.example.com",
                "portico.access.issuers.shell.groups-claim", "groups");
    }

    private void run(Path home, int port, String portico) {
        Path log = UNPACKED.resolve("keycloak.log");
        try {
            Path realm = Files.createDirectories(home.resolve("data/import")).resolve("acme.json");
            Files.writeString(
                    realm,
                    Files.readString(Path.of("src/test/resources/keycloak/acme.json"))
                            .replace("@PORTICO@", portico));
            ProcessBuilder command =
                    new ProcessBuilder(
                            "sh",
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--db=dev-mem",
                            "--import-realm",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port);
            command.environment().put("JAVA_HOME", System.getProperty("java.home"));
            command.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx512m");
            process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            Awaitility.await()
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> !process.isAlive() || answers(port));
            if (!process.isAlive()) {
                throw new IllegalStateException("Keycloak did not start: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(int port) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI keys = URI.create("http://127.0.0.1:" + port + "/realms/acme");
            return http.send(
                                    HttpRequest.newBuilder(keys).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (process != null) {
            List<ProcessHandle> all =
                    Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
            all.forEach(ProcessHandle::destroy);
            all.forEach(each -> each.onExit().orTimeout(30, TimeUnit.SECONDS).join());
            process = null;
        }
    }
}
