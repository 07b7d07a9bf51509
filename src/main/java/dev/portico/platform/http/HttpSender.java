package dev.portico.platform.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Posts to others over http and https within the [OutgoingPolicy]. Redirects are not followed, and
/// of the answer only the status is looked at.
public final class HttpSender implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final OutgoingClient client;

    public HttpSender(OutgoingPolicy policy) {
        this.client = new OutgoingClient(policy, CONNECT);
    }

    /// What was answered.
    ///
    /// @param retryAfter how long the receiver asks to wait, when it says so in seconds
    public record Answer(int status, Optional<Duration> retryAfter) {}

    /// Posts and waits for the whole answer. FORBIDDEN for a host that is not allowed,
    /// UPSTREAM_FAILED when there is no answer in time; messages name the host only, since an
    /// address may hold a secret.
    public Answer post(URI url, Map<String, String> headers, byte[] body, Duration timeout) {
        HttpRequest.Builder request =
                client.request(url, timeout).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        HttpResponse<Void> response =
                client.send(
                        request.build(),
                        BodyHandlers.discarding(),
                        timeout,
                        new OutgoingClient.Words("Sending", url.getHost(), "broke off")::failed);
        return new Answer(response.statusCode(), OutgoingClient.retryAfter(response));
    }

    @Override
    public void close() {
        client.close();
    }
}
