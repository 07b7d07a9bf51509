package dev.portico.test;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealServers.built("a real Gitea", "gitea", List.of("gitea"))
                ? ConditionEvaluationResult.enabled("Gitea is built")
                : ConditionEvaluationResult.disabled("Gitea is not built");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Server(RealServers.of("gitea"));
    }

    /// The running server, with an organisation `acme`.
    public static final class Server {
        private final HttpClient http = HttpClient.newHttpClient();
        private final RealServers servers;

        Server(RealServers servers) {
            this.servers = servers;
            if (send("GET", "/orgs/acme", Map.of()).statusCode() == 404) {
                call("POST", "/orgs", Map.of("username", "acme"));
            }
        }

        public String url() {
            return value("GITEA_URL");
        }

        public String authority() {
            return URI.create(url()).getAuthority();
        }

        /// Token of the administrator.
        public String token() {
            return value("GITEA_TOKEN");
        }

        private String value(String name) {
            return servers.value(name);
        }

        public String repositoryUrl(String name) {
            return url() + "/acme/" + name;
        }

        /// A call of Gitea's API as its administrator; the answer's body must be an object or
        /// empty.
        public JsonObject call(String method, String path, Map<String, ?> body) {
            HttpResponse<String> response = send(method, path, body);
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + ": " + response.statusCode() + response.body());
            }
            return response.body().startsWith("{")
                    ? JsonObject.parse(response.body())
                    : JsonObject.EMPTY;
        }

        /// A list that Gitea's API answers its administrator.
        public List<JsonObject> list(String path) {
            HttpResponse<String> response = send("GET", path, Map.of());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        "GET " + path + ": " + response.statusCode() + response.body());
            }
            return JsonObject.parse("{\"list\": " + response.body() + "}").objects("list");
        }

        private HttpResponse<String> send(String method, String path, Map<String, ?> body) {
            byte[] login =
                    (value("GITEA_ADMIN") + ":" + value("GITEA_ADMIN_PASSWORD"))
                            .getBytes(StandardCharsets.UTF_8);
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString(login))
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            JsonValues.toBytes(body)))
                            .build();
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString());
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
            Awaitility.await()
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
            return createToken(name, "read:repository");
        }

        /// Makes a token of the administrator with these scopes.
        public String createToken(String name, String... scopes) {
            return call(
                            "POST",
                            "/users/" + value("GITEA_ADMIN") + "/tokens",
                            Map.of("name", name, "scopes", List.of(scopes)))
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
            servers.freeze(still, "gitea");
        }

        /// Stops the server; its data stay.
        public void stop() {
            servers.kill("gitea");
        }

        /// Starts the server again after [#stop], and waits until it answers.
        public void startAgain() {
            servers.run("gitea");
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> send("GET", "/version", Map.of()).statusCode() == 200);
        }
    }
}
