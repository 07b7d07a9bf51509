package dev.portico.app;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The server that commands speak to, over its own HTTP routes.
final class RunningServer {
    /// Names the variable with the token that is sent to a server that is named.
    private static final String TOKEN = "PORTICO_TOKEN";
    private static final int UNPROCESSABLE = ErrorCode.UNPROCESSABLE.httpStatus();
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final URI url;
    private final Optional<String> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private RunningServer(URI url, Optional<String> token) {
        this.url = url;
        this.token = token;
    }

    /// The server that is named, else the one that holds the data folder.
    static RunningServer find(@Nullable URI named) {
        if (named != null) {
            if (named.getHost() == null) {
                throw PorticoException.invalid(
                        "--server takes an address as http://127.0.0.1:7007, not '" + named + "'.");
            }
            return at(named, System.getenv(TOKEN));
        }
        ConfigFile.use(Optional.empty());
        StartSettings settings = StartSettings.read();
        return DataFolderLock.holder(settings.dataFolder())
                .map(holder -> new RunningServer(holder.url(), hostToken(settings.dataFolder())))
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.UNAVAILABLE,
                                        "No server runs on %s; start one with ./portico, or name one with --server URL."
                                                .formatted(settings.dataFolder())));
    }

    /// A server by its address. INVALID_INPUT when the token would go over the network for everyone
    /// to read.
    ///
    /// @param given the token; null or blank for none
    static RunningServer at(URI server, @Nullable String given) {
        Optional<String> token =
                Optional.ofNullable(given).map(String::strip).filter(text -> !text.isEmpty());
        if (token.isPresent()
                && !"https".equals(server.getScheme())
                && !LOOPBACK.contains(server.getHost())) {
            throw PorticoException.invalid(
                    "%s is not sent to %s, which is not https.".formatted(TOKEN, server));
        }
        return new RunningServer(server, token);
    }

    /// What the server wrote for whoever may read its data folder.
    private static Optional<String> hostToken(Path folder) {
        try {
            return Optional.of(Files.readString(folder.resolve("host.token")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The data of an answer of GraphQL; UPSTREAM_FAILED with the server's sentence when it has an
    /// error.
    JsonObject graphql(String query, Map<String, ?> variables) {
        JsonObject body =
                JsonObject.EMPTY.with("query", query).with("variables", JsonObject.of(variables));
        JsonObject answer =
                send(
                        HttpRequest.newBuilder()
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toBytes()))
                                .header("Content-Type", "application/json"),
                        "/graphql");
        return answer.object("data");
    }

    JsonObject get(String path) {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    JsonObject post(String path) {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()), path);
    }

    /// Sends JSON. An answer that refuses what was sent (422) is answered, too.
    JsonObject put(String path, JsonObject body) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(body.toBytes())),
                path);
    }

    /// One segment of a path, or one value of a query.
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonObject send(HttpRequest.Builder request, String path) {
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        URI target = URI.create(url.toString().replaceFirst("/+$", "") + path);
        try {
            HttpResponse<String> response =
                    client.send(
                            request.uri(target)
                                    .timeout(Duration.ofSeconds(60))
                                    .header("Accept", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return read(target, response);
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The server at %s does not answer; is it running? (%s)".formatted(url, e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PorticoException(ErrorCode.UNAVAILABLE, "Interrupted.", e);
        }
    }

    private static JsonObject read(URI target, HttpResponse<String> response) {
        String body = response.body().isBlank() ? "{}" : response.body();
        JsonObject json;
        try {
            json = JsonObject.parse(body);
        } catch (PorticoException e) {
            throw notPortico(target, response.statusCode());
        }
        List<JsonObject> errors = json.objects("errors");
        boolean told = response.statusCode() == UNPROCESSABLE && json.has("claims");
        if ((response.statusCode() < 300 && errors.isEmpty()) || told) {
            return json;
        }
        throw new PorticoException(
                ErrorCode.UPSTREAM_FAILED,
                errors.stream()
                        .flatMap(error -> error.text("message").stream())
                        .findFirst()
                        .or(() -> json.text("detail"))
                        .or(() -> json.object("error").text("message"))
                        .orElseGet(() -> notPortico(target, response.statusCode()).text()));
    }

    private static PorticoException notPortico(URI target, int status) {
        return new PorticoException(
                ErrorCode.UPSTREAM_FAILED,
                "%s answered %d in a way Portico does not; check --server."
                        .formatted(target, status));
    }
}
