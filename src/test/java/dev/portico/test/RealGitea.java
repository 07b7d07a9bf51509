package dev.portico.test;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a real Gitea, started once per JVM where `.ci/real/build` has built it; elsewhere
/// the tests are skipped with one printed line. Tests take it as a parameter.
public final class RealGitea implements ExecutionCondition, ParameterResolver {
    private static final Path UP = Path.of(".ci/real/up").toAbsolutePath();
    private static boolean told;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Files.isExecutable(binary()) && Files.isExecutable(UP)) {
            return ConditionEvaluationResult.enabled("Gitea is built");
        }
        tellOnce();
        return ConditionEvaluationResult.disabled("Gitea is not built");
    }

    private static synchronized void tellOnce() {
        if (!told) {
            told = true;
            System.out.println("Skipped: tests with a real Gitea; .ci/real/build gitea builds it.");
        }
    }

    private static Path binary() {
        String home = System.getenv("REAL_HOME");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return (home == null ? base.resolve("real-servers") : Path.of(home)).resolve("bin/gitea");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RealGitea.class))
                .computeIfAbsent(Server.class, _ -> Server.start(), Server.class);
    }

    /// The running server, with an organisation `acme`.
    public static final class Server implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Path folder;
        private final int port;
        private Process process;
        private Map<String, String> env;

        private Server(Path folder, int port) {
            this.folder = folder;
            this.port = port;
            this.process = up();
            this.env = await();
        }

        static Server start() {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Path folder = Files.createTempDirectory("gitea");
                int port = free.getLocalPort();
                free.close();
                Server server = new Server(folder, port);
                server.call("POST", "/orgs", Map.of("username", "acme"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Process up() {
            try {
                // the script adds 10 to its base port
                return new ProcessBuilder(
                                UP.toString(),
                                "--dir",
                                folder.toString(),
                                "--port",
                                Integer.toString(port - 10),
                                "gitea")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("up.log").toFile())
                        .redirectInput(new File("/dev/null"))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Map<String, String> await() {
            org.awaitility.Awaitility.await()
                    .atMost(120, TimeUnit.SECONDS)
                    .until(() -> Files.exists(folder.resolve("ready")) || !process.isAlive());
            try {
                Map<String, String> values = new HashMap<>();
                for (String pair : Files.readString(folder.resolve("env")).strip().split(" ")) {
                    int equals = pair.indexOf('=');
                    values.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
                }
                if (!values.containsKey("GITEA_TOKEN")) {
                    throw new IllegalStateException(
                            "Gitea did not start: " + Files.readString(folder.resolve("up.log")));
                }
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String url() {
            return "http://127.0.0.1:" + port;
        }

        public String authority() {
            return "127.0.0.1:" + port;
        }

        /// Token of the administrator.
        public String token() {
            return value("GITEA_TOKEN");
        }

        private String value(String name) {
            return env.getOrDefault(name, "");
        }

        public String repositoryUrl(String name) {
            return url() + "/acme/" + name;
        }

        /// A call of Gitea's API as its administrator; the answer's body must be an object or
        // empty.
        public JsonObject call(String method, String path, Map<String, ?> body) {
            String login = value("GITEA_ADMIN") + ":" + value("GITEA_ADMIN_PASSWORD");
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            login.getBytes(StandardCharsets.UTF_8)))
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            JsonValues.toBytes(body)))
                            .build();
            try {
                HttpResponse<String> response =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() >= 300) {
                    throw new IllegalStateException(
                            method + " " + path + ": " + response.statusCode() + response.body());
                }
                return response.body().startsWith("{")
                        ? JsonObject.parse(response.body())
                        : JsonObject.EMPTY;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /// Makes an empty repository in `acme` and answers its address.
        public String createRepo(String name, boolean isPrivate) {
            call("POST", "/orgs/acme/repos", Map.of("name", name, "private", isPrivate));
            return repositoryUrl(name);
        }

        public void renameRepo(String name, String newName) {
            call("PATCH", "/repos/acme/" + name, Map.of("name", newName));
        }

        public void setDefaultBranch(String name, String branch) {
            // while Gitea still works off a push of the repository it answers 'already in queue'
            org.awaitility.Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(
                            () -> {
                                try {
                                    call(
                                            "PATCH",
                                            "/repos/acme/" + name,
                                            Map.of("default_branch", branch));
                                    return true;
                                } catch (IllegalStateException e) {
                                    if (String.valueOf(e.getMessage())
                                            .contains("already in queue")) {
                                        return false;
                                    }
                                    throw e;
                                }
                            });
        }

        public void deleteRepo(String name) {
            call("DELETE", "/repos/acme/" + name, Map.of());
        }

        /// Makes a token that may read repositories.
        public String createToken(String name) {
            return call(
                            "POST",
                            "/users/" + value("GITEA_ADMIN") + "/tokens",
                            Map.of("name", name, "scopes", List.of("read:repository")))
                    .text("sha1")
                    .orElseThrow();
        }

        public void revokeToken(String name) {
            call("DELETE", "/users/" + value("GITEA_ADMIN") + "/tokens/" + name, Map.of());
        }

        /// Makes a webhook for pushes and changes of the repository.
        public void createWebhook(String repository, String target, String secret) {
            call(
                    "POST",
                    "/repos/acme/" + repository + "/hooks",
                    Map.of(
                            "type",
                            "gitea",
                            "active",
                            true,
                            "events",
                            List.of("push", "repository"),
                            "config",
                            Map.of("url", target, "content_type", "json", "secret", secret)));
        }

        /// Pushes all branches of a repository on disk, by force.
        public void push(SampleRepo repo, String name) {
            try (Git git = Git.open(repo.folder().toFile())) {
                for (var result :
                        git.push()
                                .setRemote(repositoryUrl(name))
                                .setRefSpecs(new RefSpec("+refs/heads/*:refs/heads/*"))
                                .setCredentialsProvider(
                                        new UsernamePasswordCredentialsProvider(
                                                value("GITEA_ADMIN"),
                                                value("GITEA_ADMIN_PASSWORD")))
                                .call()) {
                    result.getRemoteUpdates()
                            .forEach(
                                    update -> {
                                        switch (update.getStatus()) {
                                            case OK, UP_TO_DATE -> {}
                                            default ->
                                                    throw new IllegalStateException(
                                                            update.toString());
                                        }
                                    });
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /// Makes the server stand still, as when its machine hangs, or go on.
        public void freeze(boolean still) {
            try {
                for (String pid : Files.readAllLines(folder.resolve("pids"))) {
                    new ProcessBuilder("kill", still ? "-STOP" : "-CONT", pid.strip())
                            .start()
                            .waitFor();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// Stops the server; its data stay.
        public void stop() {
            process.destroy();
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// Starts the server again after [#stop].
        public void startAgain() {
            process = up();
            env = await();
        }

        @Override
        public void close() throws IOException {
            stop();
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
