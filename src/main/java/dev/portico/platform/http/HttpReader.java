package dev.portico.platform.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads plain files over http and https within the [OutgoingPolicy], with a limit on size and
/// time. Redirects are followed by hand, so that each hop is checked.
public final class HttpReader implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;

    private final OutgoingClient client;
    private final Duration timeout;

    public HttpReader(OutgoingPolicy policy, Duration timeout) {
        this.timeout = timeout;
        this.client = new OutgoingClient(policy, timeout);
    }

    /// What was read.
    ///
    /// @param content null when the file is the one of the given etag
    /// @param etag null when the server gives none
    public record Answer(byte @Nullable [] content, @Nullable String etag) {}

    /// Reads a file; with the etag of the last answer it is only sent when it changed.
    ///
    /// NOT_FOUND for 404 and 410, TOO_LARGE, FORBIDDEN for a host that is not allowed,
    /// UPSTREAM_FAILED for all else.
    public Answer read(URI url, @Nullable String etag, int limit) {
        URI at = url;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpResponse<byte[]> response = send(at, etag, limit);
            int status = response.statusCode();
            if (status == 304) {
                return new Answer(null, etag);
            }
            if (status == 200) {
                return new Answer(
                        response.body(), response.headers().firstValue("ETag").orElse(null));
            }
            if (status < 301 || status > 399) {
                throw failed(at, status);
            }
            at = redirect(at, response);
        }
        throw new PorticoException(
                ErrorCode.UPSTREAM_FAILED,
                url + " redirects more than " + MAX_REDIRECTS + " times.");
    }

    private HttpResponse<byte[]> send(URI url, @Nullable String etag, int limit) {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null) {
            throw PorticoException.invalid("'" + url + "' is not an http or https address.");
        }
        HttpRequest.Builder request = client.request(url, timeout);
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        return client.send(
                request.build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit),
                timeout.multipliedBy(2),
                e -> unreachable(url, e, limit));
    }

    private static URI redirect(URI from, HttpResponse<byte[]> response) {
        String target =
                response.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> failed(from, response.statusCode()));
        try {
            return from.resolve(target);
        } catch (IllegalArgumentException e) {
            throw failed(from, response.statusCode());
        }
    }

    private static PorticoException failed(URI url, int status) {
        ErrorCode code =
                status == 404 || status == 410 ? ErrorCode.NOT_FOUND : ErrorCode.UPSTREAM_FAILED;
        return new PorticoException(code, url + " answers with status " + status + ".");
    }

    private static PorticoException unreachable(URI url, Throwable e, int limit) {
        if (OutgoingClient.isTooLarge(e)) {
            return new PorticoException(
                    ErrorCode.TOO_LARGE,
                    url + " is larger than " + limit / 1024 + " KiB, the limit for one file.",
                    e);
        }
        return new OutgoingClient.Words("Reading " + url, url.toString(), "can't be read")
                .failed(e);
    }

    @Override
    public void close() {
        client.close();
    }
}
