package dev.portico.source.kubernetes;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Requests to one API server. Safe for many threads.
///
/// Every method throws [IOException] with a sentence when the server can't be reached, and
/// [ApiRefusal] when it says no. A 401 is tried once more with the login read anew.
final class ClusterConnection implements AutoCloseable {
    static final String JSON = "application/json";

    /// As Java's client words it.
    private static final String UNPROCESSED = "request not processed by peer";

    private static final int UNPROCESSED_AGAIN = 3;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int LONGEST_MESSAGE = 300;

    private final Login login;
    private final String base;
    private final HttpClient client;

    /// Throws as [Login#of] does when the files that are meant can't be used.
    static ClusterConnection open(Reach reach, boolean allowExec) {
        return new ClusterConnection(Login.of(reach, allowExec, System.getenv()));
    }

    ClusterConnection(Login login) {
        this.login = login;
        this.base =
                login.url().endsWith("/")
                        ? login.url().substring(0, login.url().length() - 1)
                        : login.url();
        HttpClient.Factory factory = new JdkHttpClientFactory();
        HttpClient.Builder builder = factory.newBuilder();
        builder.connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        builder.authenticatorNone();
        if (login.keys() != null || login.trusted() != null) {
            builder.sslContext(login.keys(), login.trusted());
        }
        // it would try again by itself, for minutes
        builder.tag(
                new RequestConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout((int) ANSWER.toMillis())
                        .build());
        this.client = builder.build();
    }

    /// Address of the API server, without credentials.
    String url() {
        return base;
    }

    JsonObject get(String path) throws IOException, ApiRefusal, InterruptedException {
        return get(path, JSON, ANSWER);
    }

    JsonObject get(String path, Duration timeout)
            throws IOException, ApiRefusal, InterruptedException {
        return get(path, JSON, timeout);
    }

    JsonObject get(String path, String accept, Duration timeout)
            throws IOException, ApiRefusal, InterruptedException {
        return answer(refresh -> builder(path, accept, refresh), timeout);
    }

    JsonObject patch(String path, String contentType, String body, Duration timeout)
            throws IOException, ApiRefusal, InterruptedException {
        return answer(
                refresh -> builder(path, JSON, refresh).method("PATCH", contentType, body),
                timeout);
    }

    /// Makes a request, with the login read anew or not.
    private interface Requests {
        HttpRequest.Builder make(boolean refresh) throws IOException;
    }

    private JsonObject answer(Requests requests, Duration timeout)
            throws IOException, ApiRefusal, InterruptedException {
        HttpResponse<byte[]> response = send(requests.make(false).build(), timeout);
        if (response.code() == 401) {
            response = send(requests.make(true).build(), timeout);
        }
        if (!response.isSuccessful()) {
            throw refusal(response.code(), response.body());
        }
        return parse(response.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration timeout)
            throws IOException, InterruptedException {
        for (int left = UNPROCESSED_AGAIN; ; left--) {
            try {
                return await(begin(() -> client.sendAsync(request, byte[].class)), timeout);
            } catch (IOException e) {
                if (left == 0 || !isUnprocessed(e)) {
                    throw e;
                }
            }
        }
    }

    /// Whether the server ended the connection and said that it had not begun with the request:
    /// then any request is safe to be sent again (RFC 9113, 8.7).
    private static boolean isUnprocessed(IOException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (UNPROCESSED.equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /// A client that is closed meanwhile fails in ways of its own.
    private <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> request)
            throws IOException {
        try {
            return request.get();
        } catch (IllegalStateException | RejectedExecutionException e) {
            throw new IOException("The connection to " + base + " was closed.", e);
        }
    }

    /// Opens a stream of lines, each a JSON object.
    ApiWatch watch(String path) throws IOException, ApiRefusal, InterruptedException {
        try {
            return watch(path, false);
        } catch (ApiRefusal e) {
            if (e.status() != 401) {
                throw e;
            }
            return watch(path, true);
        }
    }

    private ApiWatch watch(String path, boolean refresh)
            throws IOException, ApiRefusal, InterruptedException {
        ApiWatch watch = new ApiWatch();
        HttpRequest request = builder(path, JSON, refresh).forStreaming().build();
        CompletableFuture<HttpResponse<AsyncBody>> answer =
                begin(() -> client.consumeBytes(request, watch));
        HttpResponse<AsyncBody> response;
        try {
            response = await(answer, ANSWER);
        } catch (IOException | InterruptedException e) {
            answer.thenAccept(late -> late.body().cancel());
            throw e;
        }
        watch.start(response.body());
        if (!response.isSuccessful()) {
            try (watch) {
                byte[] line = watch.rest(ANSWER);
                throw refusal(response.code(), line);
            }
        }
        return watch;
    }

    private HttpRequest.Builder builder(String path, String accept, boolean refresh)
            throws IOException {
        HttpRequest.Builder builder =
                client.newHttpRequestBuilder()
                        .uri(URI.create(base + path))
                        .header("Accept", accept)
                        .header("User-Agent", "portico");
        try {
            String authorization = login.authorization().header(refresh);
            if (authorization != null) {
                builder.header("Authorization", authorization);
            }
        } catch (PorticoException e) {
            throw new IOException(e.text(), e);
        }
        return builder;
    }

    private <T> T await(CompletableFuture<T> answer, Duration timeout)
            throws IOException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    "The API server "
                            + base
                            + " did not answer within "
                            + timeout.toSeconds()
                            + " s.",
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(unreachable(e.getCause()), e.getCause());
        }
    }

    private String unreachable(@Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null && !(root instanceof SSLException)) {
            root = root.getCause();
        }
        String why =
                switch (root) {
                    case SSLException tls -> "its certificate is not accepted: " + tls.getMessage();
                    case ConnectException _, ClosedChannelException _ -> "nothing answers there";
                    case UnresolvedAddressException _ -> "its name is not known";
                    case null -> "for no known reason";
                    default -> String.valueOf(root.getMessage());
                };
        return "The API server " + base + " can't be reached: " + why + ".";
    }

    static JsonObject parse(byte[] body) throws IOException {
        try {
            return JsonObject.parse(body);
        } catch (PorticoException e) {
            throw new IOException("The API server answered something that is not JSON.", e);
        }
    }

    private static ApiRefusal refusal(int status, byte @Nullable [] body) {
        String message = "";
        if (body != null && body.length > 0) {
            try {
                message = JsonObject.parse(body).text("message").orElse("");
            } catch (PorticoException e) {
                message = "";
            }
        }
        return new ApiRefusal(status, shortened(message));
    }

    static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    @Override
    public void close() {
        client.close();
    }
}
