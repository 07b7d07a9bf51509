package dev.portico.source.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// One file on a web server, with an etag; remembers how each request was answered.
final class WebFile implements AutoCloseable {
    private final HttpServer server;
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private volatile String content = "";
    private volatile int status = 200;

    WebFile() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return "http://" + authority() + "/catalog-info.yaml";
    }

    void set(String newContent) {
        content = newContent;
    }

    void fail(int newStatus) {
        status = newStatus;
    }

    List<Integer> answers() {
        return answers;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            String etag = "\"" + content.hashCode() + "\"";
            exchange.getResponseHeaders().add("ETag", etag);
            boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            int answer = status == 200 && same ? 304 : status;
            answers.add(answer);
            exchange.sendResponseHeaders(answer, answer == 200 ? body.length : -1);
            if (answer == 200) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
