package dev.portico.platform.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Posts to others over http and https within the [OutgoingPolicy]. Redirects are not followed, and
/// of the answer only the status is looked at.
public final class HttpSender implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final OutgoingPolicy policy;
    private final HttpClient client;

    public HttpSender(OutgoingPolicy policy) {
        this.policy = policy;
        this.client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /// What was answered.
    ///
    /// @param retryAfter how long the receiver asks to wait, when it says so in seconds
    public record Answer(int status, Optional<Duration> retryAfter) {}

    /// Posts and waits for the whole answer. FORBIDDEN for a host that is not allowed,
    /// UPSTREAM_FAILED when there is no answer in time; messages name the host only, since an
    /// address may hold a secret.
    public Answer post(URI url, Map<String, String> headers, byte[] body, Duration timeout) {
        policy.require(url.getScheme(), url.getHost(), url.getPort());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(timeout)
                        .header("User-Agent", "portico")
                        .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<Void>> running =
                client.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            HttpResponse<Void> response = running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), retryAfter(response));
        } catch (TimeoutException e) {
            throw failed(url, e);
        } catch (ExecutionException e) {
            throw failed(url, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PorticoException(ErrorCode.UNAVAILABLE, "Sending was stopped.", e);
        } finally {
            running.cancel(true);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static PorticoException failed(URI url, @Nullable Throwable e) {
        String why =
                switch (e) {
                    case HttpTimeoutException _, TimeoutException _ -> " did not answer in time.";
                    case ConnectException _ -> " can't be connected to.";
                    case null, default -> " broke off: " + (e == null ? "" : e.getMessage());
                };
        return new PorticoException(ErrorCode.UPSTREAM_FAILED, url.getHost() + why, e);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
