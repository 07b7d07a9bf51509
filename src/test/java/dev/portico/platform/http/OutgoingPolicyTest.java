package dev.portico.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingPolicyTest {
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "git.example.com, https, git.example.com, -1, true",
        "git.example.com, https, GIT.example.com, 443, true",
        "git.example.com, ssh, git.example.com, -1, true",
        "git.example.com, https, git.example.com, 8443, false",
        "git.example.com:8443, https, git.example.com, 8443, true",
        "git.example.com:8443, https, git.example.com, -1, false",
        "git.example.com:*, https, git.example.com, 9999, true",
        "*.example.com, https, a.b.example.com, -1, true",
        "*.example.com, https, example.com, -1, false",
        "*.example.com, https, badexample.com, -1, false",
        "10.0.0.7, https, 10.0.0.7, -1, true",
        "git.example.com, https, 169.254.169.254, -1, false",
    })
    void allowsWhatIsNamed(String entry, String scheme, String host, int port, boolean allowed) {
        assertThat(OutgoingPolicy.of(List.of(entry)).allows(scheme, host, port)).isEqualTo(allowed);
    }

    private HttpReader reader() {
        return new HttpReader(OutgoingPolicy.of(List.of(authority())), Duration.ofSeconds(1));
    }

    private ErrorCode failure(String path, int limit) {
        try (HttpReader reader = reader()) {
            reader.read(URI.create("http://" + authority() + path), null, limit);
            throw new AssertionError("no failure");
        } catch (PorticoException e) {
            return e.code();
        }
    }

    private static void redirect(HttpExchange exchange, String target) throws IOException {
        exchange.getResponseHeaders().add("Location", target);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    @Test
    void readsNoMoreThanTheLimit() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[50_000]);
                    exchange.close();
                });

        assertThat(failure("/", 49_999)).isEqualTo(ErrorCode.TOO_LARGE);
        try (HttpReader reader = reader()) {
            assertThat(reader.read(URI.create("http://" + authority()), null, 50_000).content())
                    .hasSize(50_000);
        }
    }

    @Test
    void checksRedirects() {
        server.createContext("/", exchange -> redirect(exchange, "http://169.254.169.254/x"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));

        assertThat(failure("/", 10)).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(failure("/loop", 10)).isEqualTo(ErrorCode.UPSTREAM_FAILED);
    }

    @Test
    void doesNotWaitForABodyThatNeverEnds() {
        CountDownLatch end = new CountDownLatch(1);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    try {
                        end.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        try {
            assertThat(failure("/", 10)).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        } finally {
            end.countDown();
        }
    }

    @Test
    void refusesOtherSchemes() {
        try (HttpReader reader = reader()) {
            assertThatThrownBy(() -> reader.read(URI.create("file:///etc/passwd"), null, 10))
                    .hasMessageContaining("not an http or https address");
        }
    }
}
