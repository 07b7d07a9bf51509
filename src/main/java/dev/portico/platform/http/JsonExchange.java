package dev.portico.platform.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls APIs of others that take and give JSON, within the [OutgoingPolicy], with limits on size
/// and time. Redirects are not followed: what signs a call in must not go elsewhere.
public final class JsonExchange implements AutoCloseable {
    /// What is kept of an answer that is no JSON.
    private static final int MAX_TEXT = 500;

    private final OutgoingClient client;
    private final Duration timeout;
    private final int limit;

    /// @param timeout for one whole answer
    /// @param limit bytes of an answer
    public JsonExchange(OutgoingPolicy policy, Duration timeout, int limit) {
        this.client = new OutgoingClient(policy, timeout);
        this.timeout = timeout;
        this.limit = limit;
    }

    /// One call.
    ///
    /// @param body any JSON value of [JsonValues]; null for none
    public record Call(String method, URI url, Map<String, String> headers, @Nullable Object body) {
        public Call {
            headers = Map.copyOf(headers);
        }
    }

    /// What was answered, whatever its status.
    ///
    /// @param json null when there is none, or it is none
    /// @param text the beginning of an answer that is no JSON; empty else
    /// @param retryAfter how long the other side asks to wait, when it says so in seconds
    public record Answer(
            int status, @Nullable Object json, String text, Optional<Duration> retryAfter) {
        /// The answer when it is an object, else the empty one.
        public JsonObject object() {
            return json instanceof Map<?, ?> map ? JsonObject.of(map) : JsonObject.EMPTY;
        }

        /// The objects in an answer that is a list; empty for any other.
        public List<JsonObject> objects() {
            return json instanceof List<?> list
                    ? JsonObject.of(Map.of("all", list)).objects("all")
                    : List.of();
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
        HttpRequest.Builder request = client.request(call.url(), timeout);
        request.header("Accept", "application/json");
        if (call.body() == null) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(
                            call.method(),
                            BodyPublishers.ofByteArray(JsonValues.toBytes(call.body())));
        }
        setHeaders(request, call.headers(), host);
        try {
            return answer(
                    client.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit),
                            timeout,
                            e -> failed(host, e)));
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
                                + " has characters that no header may have, as a line break.");
            }
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        Optional<Duration> retryAfter = OutgoingClient.retryAfter(response);
        try {
            @Nullable Object json = text.isBlank() ? null : JsonValues.parse(text);
            return new Answer(response.statusCode(), json, "", retryAfter);
        } catch (PorticoException _) {
            String start = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
            return new Answer(response.statusCode(), null, start, retryAfter);
        }
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
