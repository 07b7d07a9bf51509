package dev.portico.platform.http;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Calls APIs of others that take and give JSON, as [HttpExchange] does.
public final class JsonExchange implements AutoCloseable {
    /// What is kept of an answer that is no JSON.
    private static final int MAX_TEXT = 500;

    private final HttpExchange http;

    /// @param timeout for one whole answer
    /// @param limit bytes of an answer
    public JsonExchange(OutgoingPolicy policy, Duration timeout, int limit) {
        this(policy, timeout, limit, null);
    }

    /// @param trust what servers are checked with; null for the usual certificates
    public JsonExchange(
            OutgoingPolicy policy, Duration timeout, int limit, @Nullable SSLContext trust) {
        this.http = new HttpExchange(policy, timeout, limit, trust);
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
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        byte @Nullable [] body = null;
        if (call.body() != null) {
            headers.put("Content-Type", "application/json");
            body = JsonValues.toBytes(call.body());
        }
        headers.putAll(call.headers());
        return answer(http.call(new HttpExchange.Call(call.method(), call.url(), headers, body)));
    }

    private static Answer answer(HttpExchange.Answer answer) {
        String text = answer.text();
        try {
            @Nullable Object json = text.isBlank() ? null : JsonValues.parse(text);
            return new Answer(answer.status(), json, "", answer.retryAfter());
        } catch (PorticoException _) {
            String start = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
            return new Answer(answer.status(), null, start, answer.retryAfter());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
