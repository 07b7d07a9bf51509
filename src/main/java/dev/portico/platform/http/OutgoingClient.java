package dev.portico.platform.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// What [HttpReader], [HttpSender] and [HttpExchange] call others with: within the
/// [OutgoingPolicy], following no redirects, and for no longer than they say.
final class OutgoingClient implements AutoCloseable {
    private final OutgoingPolicy policy;
    private final HttpClient client;

    OutgoingClient(OutgoingPolicy policy, Duration connectTimeout) {
        this(policy, connectTimeout, null);
    }

    /// @param trust what servers are checked with; null for the usual certificates
    OutgoingClient(OutgoingPolicy policy, Duration connectTimeout, @Nullable SSLContext trust) {
        this.policy = policy;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout);
        if (trust != null) {
            builder.sslContext(trust);
        }
        this.client = builder.build();
    }

    /// How a call that failed is told.
    ///
    /// @param doing what was being done, as `Sending`
    /// @param target who was called
    /// @param broken what became of the call, where nothing better is known
    record Words(String doing, String target, String broken) {
        PorticoException failed(Throwable e) {
            return switch (e) {
                case InterruptedException _ ->
                        new PorticoException(ErrorCode.UNAVAILABLE, doing + " was stopped.", e);
                case HttpTimeoutException _, TimeoutException _ ->
                        upstream(" did not answer in time.", e);
                case ConnectException _ -> upstream(" can't be connected to.", e);
                default -> upstream(" " + broken + ": " + e.getMessage(), e);
            };
        }

        private PorticoException upstream(String why, Throwable e) {
            return new PorticoException(ErrorCode.UPSTREAM_FAILED, target + why, e);
        }
    }

    /// FORBIDDEN for a host that is not allowed.
    HttpRequest.Builder request(URI url, Duration timeout) {
        policy.require(url.getScheme(), url.getHost(), url.getPort());
        return HttpRequest.newBuilder(url).timeout(timeout).header("User-Agent", "portico");
    }

    /// Waits for the whole answer; the request's own timeout ends with the headers.
    ///
    /// @param failed makes what is thrown, from why there is no answer
    <T> HttpResponse<T> send(
            HttpRequest request,
            BodyHandler<T> body,
            Duration wait,
            Function<Throwable, PorticoException> failed) {
        CompletableFuture<HttpResponse<T>> running = client.sendAsync(request, body);
        try {
            return running.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed.apply(e);
        } catch (ExecutionException e) {
            throw failed.apply(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed.apply(e);
        } finally {
            running.cancel(true);
        }
    }

    /// How long the other side asks to wait, when it says so in seconds.
    static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /// Whether a call failed because its answer was beyond the limit of its body handler.
    static boolean isTooLarge(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("exceeds capacity") || message.contains("body exceeds");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
