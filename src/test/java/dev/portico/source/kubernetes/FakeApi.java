package dev.portico.source.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// As much of an API server as a follower asks for, with the faults of a real one at will. Keeps
/// Deployments, Applications and Secrets; forgets its history when told to, as etcd does.
final class FakeApi implements AutoCloseable {
    static final String DEPLOYMENTS = "/apis/apps/v1/deployments";
    static final String APPLICATIONS = "/apis/argoproj.io/v1alpha1/applications";
    static final String SECRETS = "/api/v1/secrets";

    private static final String END = "";

    /// Path and query of every request but those that ask whether it is there.
    final List<String> requests = new CopyOnWriteArrayList<>();

    private record Change(long version, String line) {}

    private static final class Kept {
        final Map<String, String> objects = new TreeMap<>();
        final List<Change> changes = new ArrayList<>();
        final List<BlockingQueue<String>> watches = new ArrayList<>();
        long oldest;
        int pageSize = 500;
        int expiredPages;
        boolean goneInStream;
    }

    private final Map<String, Kept> kinds = new HashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private long version = 100;

    FakeApi() {
        List.of(DEPLOYMENTS, APPLICATIONS, SECRETS).forEach(path -> kinds.put(path, new Kept()));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    Reach reach() {
        return new Reach.Address(
                "http://127.0.0.1:" + server.getAddress().getPort(), null, null, true);
    }

    /// How often a kind was listed, counting pages that are not the first as nothing.
    long lists(String path) {
        return requests.stream()
                .filter(each -> each.startsWith(path + "?"))
                .filter(each -> !each.contains("watch=true") && !each.contains("continue="))
                .count();
    }

    /// The versions from which a kind was watched, in order.
    List<Long> watched(String path) {
        return requests.stream()
                .filter(each -> each.startsWith(path + "?") && each.contains("watch=true"))
                .map(each -> query(each).getOrDefault("resourceVersion", ""))
                .map(each -> Long.valueOf(each.matches("\\d+") ? each : "-1"))
                .toList();
    }

    synchronized long version() {
        return version;
    }

    /// @param object JSON; an `@` in it stands for its version
    synchronized void put(String path, String name, String object) {
        Kept kept = kept(path);
        boolean fresh = kept.objects.put(name, object) == null;
        say(kept, fresh ? "ADDED" : "MODIFIED", object);
    }

    synchronized void remove(String path, String name) {
        Kept kept = kept(path);
        say(kept, "DELETED", String.valueOf(kept.objects.remove(name)));
    }

    private void say(Kept kept, String type, String object) {
        version++;
        String line = "{\"type\":\"" + type + "\",\"object\":" + at(object) + "}\n";
        kept.changes.add(new Change(version, line));
        kept.watches.forEach(watch -> watch.add(line));
    }

    private String at(String object) {
        return object.replace("\"@\"", "\"" + version + "\"");
    }

    /// Sends a line to those that watch now, and to no one later.
    synchronized void sendRaw(String path, String line) {
        kept(path).watches.forEach(watch -> watch.add(line + "\n"));
    }

    /// Ends the watches as a server does after their time.
    synchronized void endWatches(String path) {
        kept(path).watches.forEach(watch -> watch.add(END));
    }

    /// Ends the watches, lets an object go that nobody is told of, and forgets all that was.
    ///
    /// @param inStream whether who watches from before gets `410` as an event, not as a status
    synchronized void loseHistory(String path, String removed, boolean inStream) {
        Kept kept = kept(path);
        kept.objects.remove(removed);
        kept.changes.clear();
        version += 10;
        kept.oldest = version;
        kept.goneInStream = inStream;
        endWatches(path);
    }

    /// Answers lists in pages, of which the second is refused as expired some times.
    synchronized void page(String path, int size, int expired) {
        kept(path).pageSize = size;
        kept(path).expiredPages = expired;
    }

    private Kept kept(String path) {
        Kept kept = kinds.get(path);
        if (kept == null) {
            throw new IllegalArgumentException(path);
        }
        return kept;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String raw = exchange.getRequestURI().toString();
            if (path.equals("/version")) {
                send(exchange, 200, "{\"gitVersion\":\"v1.35.0\"}");
                return;
            }
            requests.add(raw);
            switch (path) {
                case "/api" -> send(exchange, 200, groups(group("", "v1", "Secret", "secrets")));
                case "/apis" ->
                        send(
                                exchange,
                                200,
                                groups(
                                        group("apps", "v1", "Deployment", "deployments"),
                                        group(
                                                "argoproj.io",
                                                "v1alpha1",
                                                "Application",
                                                "applications")));
                default -> {
                    Map<String, String> query = query(raw);
                    if (!kinds.containsKey(path)) {
                        send(exchange, 404, "{\"message\":\"not found\"}");
                    } else if (query.containsKey("watch")) {
                        watch(exchange, kept(path), query);
                    } else {
                        list(exchange, kept(path), query);
                    }
                }
            }
        }
    }

    private void list(HttpExchange exchange, Kept kept, Map<String, String> query)
            throws IOException {
        int status = 200;
        String body;
        synchronized (this) {
            int from = Integer.parseInt(query.getOrDefault("continue", "0"));
            if (from > 0 && kept.expiredPages > 0) {
                kept.expiredPages--;
                status = 410;
                body = "{\"code\":410,\"reason\":\"Expired\",\"message\":\"token is too old\"}";
            } else {
                List<String> all =
                        kept.objects.values().stream()
                                .filter(each -> isSelected(each, query))
                                .map(this::at)
                                .toList();
                int to = Math.min(all.size(), from + kept.pageSize);
                String next = to < all.size() ? ",\"continue\":\"" + to + "\"" : "";
                body =
                        "{\"metadata\":{\"resourceVersion\":\""
                                + version
                                + "\""
                                + next
                                + "},\"items\":["
                                + String.join(",", all.subList(from, to))
                                + "]}";
            }
        }
        send(exchange, status, body);
    }

    private static boolean isSelected(String object, Map<String, String> query) {
        String selector = query.getOrDefault("labelSelector", "");
        return selector.isEmpty() || object.contains("\"" + selector.replace("=", "\":\"") + "\"");
    }

    private void watch(HttpExchange exchange, Kept kept, Map<String, String> query)
            throws IOException {
        String version = query.getOrDefault("resourceVersion", "");
        long from = version.matches("\\d+") ? Long.parseLong(version) : -1;
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        synchronized (this) {
            if (from < kept.oldest && !kept.goneInStream) {
                send(exchange, 410, "{\"code\":410,\"message\":\"too old resource version\"}");
                return;
            }
            if (from < kept.oldest) {
                lines.add(
                        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
                                + "\"message\":\"too old resource version\"}}\n");
                lines.add(END);
            }
            kept.changes.stream()
                    .filter(change -> change.version() > from)
                    .forEach(change -> lines.add(change.line()));
            kept.watches.add(lines);
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush();
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                kept.watches.removeIf(each -> each == lines);
            }
        }
    }

    private static String groups(String... groups) {
        return "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[" + String.join(",", groups) + "]}";
    }

    private static String group(String group, String version, String kind, String plural) {
        return """
        {"metadata":{"name":"%s"},"versions":[{"version":"%s","resources":[
         {"resource":"%s","scope":"Namespaced","verbs":["get","list","watch"],
          "responseKind":{"group":"%s","version":"%s","kind":"%s"}}]}]}
        """
                .formatted(group, version, plural, group, version, kind);
    }

    private static Map<String, String> query(String request) {
        Map<String, String> query = new LinkedHashMap<>();
        int mark = request.indexOf('?');
        for (String pair : request.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
