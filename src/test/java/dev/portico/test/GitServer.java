package dev.portico.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/// Serves the bare repositories of a folder over smart HTTP on loopback, and records what was
/// asked.
public final class GitServer implements AutoCloseable {
    private final HttpServer server;
    private final Path root;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable String token;
    private volatile @Nullable String redirect;
    private volatile Fault fault = Fault.NONE;
    private volatile Trap trap = new Trap();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// What goes wrong with a push.
    public enum Fault {
        NONE,
        /// It is answered with status 500.
        ERROR,
        /// It is answered with status 429.
        LIMIT,
        /// The connection is closed before the push is taken.
        CUT_BEFORE,
        /// The push is taken, but the connection is closed before that is told.
        CUT_AFTER,
        /// No answer comes.
        HANG
    }

    private GitServer(HttpServer server, Path root) {
        this.server = server;
        this.root = root;
    }

    public static GitServer start(Path root) {
        try {
            HttpServer http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            GitServer git = new GitServer(http, root);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", git::handle);
            http.start();
            return git;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url(String repository) {
        return "http://" + authority() + "/" + repository;
    }

    /// From now on only this token is let in.
    public void requireToken(String newToken) {
        token = newToken;
    }

    /// From now on every request is sent on to another server.
    public void redirectTo(String base) {
        redirect = base;
    }

    public List<String> requests() {
        return requests;
    }

    /// From now on pushes go wrong, or well again.
    public void fault(Fault newFault) {
        fault = newFault;
    }

    /// Has a trap told of what is asked and pushed.
    public void trap(Trap newTrap) {
        trap = newTrap;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            requests.add(exchange.getRequestMethod() + " " + path);
            if (!trap.asked()) {
                return;
            }
            if (redirect != null) {
                exchange.getResponseHeaders().add("Location", redirect + path);
                exchange.sendResponseHeaders(302, -1);
            } else if (token != null && !authorised(exchange)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                serve(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean authorised(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null
                && new String(
                                Base64.getDecoder().decode(header.substring(6)),
                                StandardCharsets.UTF_8)
                        .endsWith(":" + token);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int cut = path.lastIndexOf(path.endsWith("/info/refs") ? "/info/refs" : "/git-");
        Path folder = root.resolve(path.substring(1, Math.max(1, cut)));
        if (!Files.isRegularFile(folder.resolve("HEAD"))) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            if (exchange.getRequestURI().toString().contains("git-receive-pack")) {
                receive(exchange, repository);
            } else {
                upload(exchange, repository);
            }
        }
    }

    private static void upload(HttpExchange exchange, Repository repository) throws IOException {
        UploadPack pack = new UploadPack(repository);
        pack.setBiDirectionalPipe(false);
        String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        if (protocol != null) {
            pack.setExtraParameters(List.of(protocol.split(":")));
        }
        if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PacketLineOut lines = new PacketLineOut(out);
            if (protocol == null || !protocol.contains("version=2")) {
                lines.writeString("# service=git-upload-pack\n");
                lines.end();
            }
            pack.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(lines));
            answer(exchange, "application/x-git-upload-pack-advertisement", out);
        } else {
            exchange.getResponseHeaders()
                    .add("Content-Type", "application/x-git-upload-pack-result");
            exchange.sendResponseHeaders(200, 0);
            pack.upload(body(exchange), exchange.getResponseBody(), null);
        }
    }

    private void receive(HttpExchange exchange, Repository repository) throws IOException {
        ReceivePack pack = new ReceivePack(repository);
        pack.setBiDirectionalPipe(false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
            PacketLineOut lines = new PacketLineOut(out);
            lines.writeString("# service=git-receive-pack\n");
            lines.end();
            pack.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(lines));
            answer(exchange, "application/x-git-receive-pack-advertisement", out);
            return;
        }
        switch (fault) {
            case ERROR -> exchange.sendResponseHeaders(500, -1);
            case LIMIT -> exchange.sendResponseHeaders(429, -1);
            case CUT_BEFORE -> exchange.getRequestBody().readNBytes(10);
            case HANG -> {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case CUT_AFTER -> pack.receive(body(exchange), out, null);
            case NONE -> {
                pack.receive(body(exchange), out, null);
                if (trap.happened("push")) {
                    answer(exchange, "application/x-git-receive-pack-result", out);
                }
            }
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        InputStream body = new ByteArrayInputStream(bytes);
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(body)
                : body;
    }

    private static void answer(HttpExchange exchange, String type, ByteArrayOutputStream out)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, out.size());
        out.writeTo(exchange.getResponseBody());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
