package dev.portico.platform.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Calls others over http and https within the [OutgoingPolicy], with limits on size and time.
/// Redirects are not followed: what signs a call in must not go elsewhere.
public final class HttpExchange implements AutoCloseable {
    private final OutgoingClient client;
    private final Duration timeout;
    private final int limit;

    /// @param timeout for one whole answer
    /// @param limit bytes of an answer
    public HttpExchange(OutgoingPolicy policy, Duration timeout, int limit) {
        this(policy, timeout, limit, null);
    }

    /// @param trust what servers are checked with; null for the usual certificates
    public HttpExchange(
            OutgoingPolicy policy, Duration timeout, int limit, @Nullable SSLContext trust) {
        this.client = new OutgoingClient(policy, timeout, trust);
        this.timeout = timeout;
        this.limit = limit;
    }

    /// One call.
    ///
    /// @param body null for none
    /// @param timeout for the whole answer; null for the usual one
    public record Call(
            String method,
            URI url,
            Map<String, String> headers,
            byte @Nullable [] body,
            @Nullable Duration timeout) {
        public Call {
            headers = Map.copyOf(headers);
        }

        public Call(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {
            this(method, url, headers, body, null);
        }
    }

    /// What was answered, whatever its status.
    ///
    /// @param headers by name in lower case; several of one name joined by `, `
    /// @param retryAfter how long the other side asks to wait, when it says so in seconds
    public record Answer(
            int status, Map<String, String> headers, byte[] body, Optional<Duration> retryAfter) {
        /// The body as UTF-8.
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// Calls and waits for the whole answer. INVALID_INPUT for an address that is not http or
    /// https, FORBIDDEN for a host that is not allowed, TOO_LARGE for an answer beyond the limit,
    /// UPSTREAM_FAILED when there is none in time. Messages name the host only.
    public Answer call(Call call) throws InterruptedException {
        String scheme = call.url().getScheme();
        String host = call.url().getHost();
        if (host == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw PorticoException.invalid(
                    "The address to call is not an http or https address with a host.");
        }
        Duration wait = call.timeout() == null ? timeout : call.timeout();
        HttpRequest.Builder request =
                client.request(call.url(), wait)
                        .method(
                                call.method(),
                                call.body() == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(call.body()));
        setHeaders(request, call.headers(), host);
        try {
            HttpResponse<byte[]> response =
                    client.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit),
                            wait,
                            e -> failed(host, e));
            return new Answer(
                    response.statusCode(),
                    headers(response),
                    response.body(),
                    OutgoingClient.retryAfter(response));
        } catch (PorticoException e) {
            if (e.getCause() instanceof InterruptedException && Thread.interrupted()) {
                throw new InterruptedException(e.text());
            }
            throw e;
        }
    }

    private static void setHeaders(
            HttpRequest.Builder request, Map<String, String> headers, String host) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            try {
                request.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException _) {
                // the message of the JDK would show the value
                throw PorticoException.invalid(
                        "The header "
                                + header.getKey()
                                + " of a call to "
                                + host
                                + " has characters that no header may have, as a line break, or"
                                + " may not be set.");
            }
        }
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!name.startsWith(":")) {
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(", ", values));
                            }
                        });
        return headers;
    }

    private PorticoException failed(String host, Throwable e) {
        if (OutgoingClient.isTooLarge(e)) {
            return new PorticoException(
                    ErrorCode.TOO_LARGE,
                    host + " answers with more than " + limit / 1024 + " KiB, the limit.",
                    e);
        }
        return new OutgoingClient.Words("Calling " + host, host, "broke off").failed(e);
    }

    @Override
    public void close() {
        client.close();
    }
}
