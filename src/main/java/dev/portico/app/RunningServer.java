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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The server that commands speak to, over its own HTTP routes.
final class RunningServer {
    private static final int UNPROCESSABLE = ErrorCode.UNPROCESSABLE.httpStatus();
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final @Nullable String token;

    private RunningServer(URI url) {
        this(url, null);
    }

    private RunningServer(URI url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    /// The same server, asked with a token. INVALID_INPUT when the token would go over the network
    /// for everyone to read.
    RunningServer as(@Nullable String newToken) {
        if (newToken == null || newToken.isBlank()) {
            return this;
        }
        if (!"https".equals(url.getScheme()) && !LOOPBACK.contains(url.getHost())) {
            throw PorticoException.invalid(
                    "PORTICO_TOKEN is not sent to %s, which is not https.".formatted(url));
        }
        return new RunningServer(url, newToken.strip());
    }

    /// The server that is named, else the one that holds the data folder.
    static RunningServer find(@Nullable URI named) {
        if (named != null) {
            if (named.getHost() == null) {
                throw PorticoException.invalid(
                        "--server takes an address as http://127.0.0.1:7007, not '" + named + "'.");
            }
            return new RunningServer(named);
        }
        ConfigFile.use(Optional.empty());
        StartSettings settings = StartSettings.read();
        return DataFolderLock.holder(settings.dataFolder())
                .map(holder -> new RunningServer(holder.url()))
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.UNAVAILABLE,
                                        "No server runs on %s; start one with ./portico, or name one with --server URL."
                                                .formatted(settings.dataFolder())));
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
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
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
        boolean told = response.statusCode() == UNPROCESSABLE && json.has("claims");
        if (response.statusCode() < 300 || told) {
            return json;
        }
        throw new PorticoException(
                ErrorCode.UPSTREAM_FAILED,
                json.text("detail")
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
