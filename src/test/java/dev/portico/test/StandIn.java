package dev.portico.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stands in for the API of a Git host on loopback: answers each method and path as it is told, and
/// remembers what was asked. What it is not told of gets 404.
public final class StandIn implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable GitServer git;

    /// One request.
    ///
    /// @param path with its query
    public record Asked(String method, String path, JsonObject body, Map<String, String> headers) {
        /// `GET /path?query`.
        public String line() {
            return method + " " + path;
        }
    }

    /// @param status 0 to answer nothing at all
    private record Answer(int status, Supplier<String> body, Map<String, String> headers) {}

    public StandIn() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url() {
        return "http://" + authority();
    }

    /// Answers a request from now on; told again, the answers come one after the other and the
    /// last one stays.
    ///
    /// @param line method and path, with its query
    public StandIn on(String line, int status, String body) {
        return on(line, status, body, Map.of());
    }

    public StandIn on(String line, int status, String body, Map<String, String> headers) {
        return add(line, new Answer(status, () -> body, headers));
    }

    /// As the others, with what the body is at the time of the request.
    public StandIn on(String line, int status, Supplier<String> body) {
        return add(line, new Answer(status, body, Map.of()));
    }

    private synchronized StandIn add(String line, Answer answer) {
        answers.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /// Never answers a request.
    public StandIn hangOn(String line) {
        return on(line, 0, "");
    }

    /// Lets a Git server answer what Git asks at this host's address.
    public StandIn serving(GitServer server) {
        git = server;
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    /// `POST /path` of all that was asked.
    public List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    /// The body of the only request of a method and path.
    public JsonObject body(String line) {
        List<Asked> same = asked.stream().filter(one -> one.line().equals(line)).toList();
        if (same.size() != 1) {
            throw new AssertionError(same.size() + " requests " + line + " in " + lines());
        }
        return same.getFirst().body();
    }

    private synchronized Answer next(String line) {
        @Nullable Deque<Answer> ready = answers.get(line);
        if (ready == null) {
            return new Answer(404, () -> "{\"message\": \"Not Found\"}", Map.of());
        }
        return ready.size() > 1 ? ready.removeFirst() : ready.getFirst();
    }

    private void handle(HttpExchange exchange) throws IOException {
        @Nullable GitServer behind = git;
        if (behind != null
                && exchange.getRequestURI().getPath().matches(".*/(info/refs|git-.*-pack)")) {
            behind.handle(exchange);
            return;
        }
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
            Asked one =
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            body.length == 0 ? JsonObject.EMPTY : JsonObject.parse(body),
                            headers);
            asked.add(one);
            Answer answer = next(one.line());
            if (answer.status() == 0) {
                closed.await();
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] content = answer.body().get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Names and values of an object, as JSON.
    public static String json(Object... namesAndValues) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parts.add(
                    JsonValues.toJson(namesAndValues[i])
                            + ":"
                            + JsonValues.toJson(namesAndValues[i + 1]));
        }
        return "{" + String.join(",", parts) + "}";
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
