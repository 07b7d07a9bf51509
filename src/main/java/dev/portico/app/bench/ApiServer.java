package dev.portico.app.bench;

import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A Kubernetes API server with etcd and no controllers, started by `.ci/real/up`, and many writes
/// in flight to it. It ends with this object, or soon after this process.
final class ApiServer implements AutoCloseable {
    private static final int PORTS = 33;
    private static final int CLIENTS = 4;
    private static final int IN_FLIGHT = 96;
    private static final int ATTEMPTS = 5;
    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final Path folder;
    private final URI url;
    private final List<HttpClient> clients = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);

    private ApiServer(Process process, Path folder, URI url) {
        this.process = process;
        this.folder = folder;
        this.url = url;
    }

    /// @param script `.ci/real/up` of the clone
    static ApiServer start(Path script, Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(script)) {
            throw PorticoException.invalid(
                    "The API server is started by "
                            + script
                            + ", which is not there; run the command from a clone.");
        }
        Files.createDirectories(folder);
        int base = freePorts();
        Process process =
                new ProcessBuilder(
                                script.toString(),
                                "--dir",
                                folder.toString(),
                                "--port",
                                String.valueOf(base),
                                "--with",
                                String.valueOf(ProcessHandle.current().pid()),
                                "apiserver")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("up.log").toFile())
                        .start();
        ApiServer server =
                new ApiServer(process, folder, URI.create("https://127.0.0.1:" + (base + 3)));
        try {
            server.awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!Files.exists(folder.resolve("ready"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw PorticoException.invalid(
                        "The API server did not start; '.ci/real/build kubernetes' builds it. It"
                                + " said: "
                                + Files.readString(folder.resolve("up.log")).strip());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        SSLContext trust = trusting(caFile());
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    HttpClient.newBuilder()
                            .sslContext(trust)
                            .version(HttpClient.Version.HTTP_2)
                            .build());
        }
    }

    URI url() {
        return url;
    }

    Path caFile() {
        return folder.resolve("pki/apiserver.crt");
    }

    /// A file with the token of the administrator.
    Path tokenFile() throws IOException {
        Path file = folder.resolve("token");
        return Files.exists(file) ? file : Files.writeString(file, "admin-token\n");
    }

    void create(String path, String json) throws IOException, InterruptedException {
        send("POST", path, "application/json", json);
    }

    void patch(String path, String json) throws IOException, InterruptedException {
        send("PATCH", path, "application/merge-patch+json", json);
    }

    private void send(String method, String path, String type, String json)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Authorization", "Bearer admin-token")
                        .header("Content-Type", type)
                        .timeout(Duration.ofSeconds(60))
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .build();
        for (int attempt = 1; ; attempt++) {
            inFlight.acquire();
            HttpResponse<String> response;
            try {
                response =
                        clients.get(Math.floorMod(turn.getAndIncrement(), CLIENTS))
                                .send(request, HttpResponse.BodyHandlers.ofString());
            } finally {
                inFlight.release();
            }
            if (response.statusCode() < 300) {
                return;
            }
            if (response.statusCode() != 429 || attempt == ATTEMPTS) {
                throw new IOException(method + " " + path + " was answered " + response.body());
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /// A write of an object by its number.
    interface Write {
        void run(int number) throws IOException, InterruptedException;
    }

    /// Runs the write for 0 to `count`, many at a time.
    static void inParallel(int count, Write write) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                writes.add(
                        threads.submit(
                                () -> {
                                    write.run(number);
                                    return null;
                                }));
            }
            for (Future<?> each : writes) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a write failed: " + e.getCause(), e);
        }
    }

    private static SSLContext trusting(Path certificates) throws IOException {
        try (var file = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("c" + store.size(), each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate " + certificates + " can't be used", e);
        }
    }

    // below the range from which the system takes ports of its own
    private static int freePorts() {
        return new Random()
                .ints(20_000, 32_000)
                .limit(1_000)
                .filter(base -> IntStream.range(base, base + PORTS).allMatch(ApiServer::isFree))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + PORTS + " free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        clients.forEach(HttpClient::close);
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }
}
