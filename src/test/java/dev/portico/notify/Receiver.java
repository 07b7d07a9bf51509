package dev.portico.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A receiver of webhooks on a free port, which checks signatures by itself.
final class Receiver implements AutoCloseable {
    /// The secret of 32 bytes 0 to 31.
    static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    static final String OTHER_SECRET = "whsec_/////////////////////////////////////////w==";

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile IntUnaryOperator answers = _ -> 204;
    private volatile @Nullable CountDownLatch stuck;

    /// @param bodyText the body as sent
    record Request(String id, String timestamp, List<String> signatures, String bodyText) {
        JsonObject body() {
            return JsonObject.parse(bodyText);
        }

        String what() {
            String type = body().text("type").orElseThrow().replaceFirst(".*\\.", "");
            return type + " " + body().text("subject").orElseThrow().replaceFirst(".*/", "");
        }

        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                byte[] signed =
                        mac.doFinal(
                                (id + "." + timestamp + "." + bodyText)
                                        .getBytes(StandardCharsets.UTF_8));
                return signatures.contains("v1," + Base64.getEncoder().encodeToString(signed));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    Receiver() throws IOException {
        this(0);
    }

    Receiver(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /// What to answer to the n-th request, from 0.
    void answer(IntUnaryOperator status) {
        answers = status;
    }

    /// Lets requests wait until it is told otherwise.
    void stick() {
        stuck = new CountDownLatch(1);
    }

    void unstick() {
        CountDownLatch latch = stuck;
        stuck = null;
        if (latch != null) {
            latch.countDown();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> taken() {
        return requests.stream().map(Request::what).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int number;
        synchronized (this) {
            number = requests.size();
            requests.add(
                    new Request(
                            exchange.getRequestHeaders().getFirst("webhook-id"),
                            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                            List.of(
                                    exchange.getRequestHeaders()
                                            .getFirst("webhook-signature")
                                            .split(" ")),
                            body));
        }
        CountDownLatch latch = stuck;
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(answers.applyAsInt(number), -1);
        exchange.close();
    }

    Settings settings() {
        return new Settings(port());
    }

    @Override
    public void close() {
        unstick();
        server.stop(0);
    }

    /// Settings of a subscriber, as configured.
    static final class Settings implements NotifyConfig.Webhook {
        private final int port;
        List<String> secrets = new ArrayList<>(List.of(SECRET));
        @Nullable Path secretFile;
        @Nullable List<String> kinds;
        @Nullable List<String> owners;
        @Nullable List<String> types;
        CloudEvents.Data data = CloudEvents.Data.REF;
        Duration timeout = Duration.ofSeconds(15);
        String path = "/hooks/catalog?key=hidden";

        Settings(int port) {
            this.port = port;
        }

        @Override
        public URI url() {
            return URI.create("http://localhost:" + port + path);
        }

        @Override
        public Optional<List<String>> secrets() {
            return secrets.isEmpty() ? Optional.empty() : Optional.of(secrets);
        }

        @Override
        public Optional<Path> secretFile() {
            return Optional.ofNullable(secretFile);
        }

        @Override
        public Optional<List<String>> kinds() {
            return Optional.ofNullable(kinds);
        }

        @Override
        public Optional<List<String>> owners() {
            return Optional.ofNullable(owners);
        }

        @Override
        public Optional<List<String>> sources() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> types() {
            return Optional.ofNullable(types);
        }

        @Override
        public CloudEvents.Data data() {
            return data;
        }

        @Override
        public Duration timeout() {
            return timeout;
        }
    }
}
