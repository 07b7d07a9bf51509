package dev.portico.app.bench;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A program like this one, started as a process of its own on a free port of this machine, with
/// its own data folder. Used to measure and to test what needs a real process: crashes, locks,
/// memory.
public final class ServerProcess implements AutoCloseable {
    /// As the launcher starts it.
    private static final List<String> JVM =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=30",
                    "-XX:-ShrinkHeapInSteps",
                    "-XX:+UseCompactObjectHeaders");

    private static final Duration START = Duration.ofSeconds(180);

    private final Path jar;
    private final Path dataDir;
    private final int port;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private HttpClient http;
    private Process process;

    /// @param jar `target/quarkus-app/quarkus-run.jar`
    /// @param dataDir becomes `portico.data-dir`; its log goes to `server.log` beside it
    @SuppressWarnings("NullAway.Init")
    public ServerProcess(Path jar, Path dataDir) {
        this.jar = jar;
        this.dataDir = dataDir;
        this.port = freePort();
    }

    /// One setting, as a system property.
    public ServerProcess with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /// One option of the JVM, as `-Xmx1536m`.
    public ServerProcess jvm(String option) {
        jvmOptions.add(option);
        return this;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return dataDir.resolveSibling(dataDir.getFileName() + ".log");
    }

    /// Starts the process without waiting for it.
    public ServerProcess launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(jvmOptions);
        command.add("-Dportico.data-dir=" + dataDir);
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.http.host=127.0.0.1");
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(jar.toString());
        Files.createDirectories(dataDir);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                        .directory(dataDir.toFile())
                        .start();
        connectAnew();
        return this;
    }

    /// Connections to an earlier process end at any time, also while a request takes one.
    private void connectAnew() {
        if (http != null) {
            http.shutdownNow();
        }
        http = HttpClient.newHttpClient();
    }

    /// Starts the process and waits until it is ready.
    public ServerProcess start() throws IOException, InterruptedException {
        launch();
        awaitReady();
        return this;
    }

    public void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException(
                        "the server ended with " + process.exitValue() + "; see " + log());
            }
            try {
                if (send("GET", "/q/health/ready", null).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                // not listening yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("the server was not ready within " + START + "; see " + log());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for the end; answers the exit code.
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server did not end; see " + log());
        }
        return process.exitValue();
    }

    /// Tells the process to stop, as a service manager does, and waits; answers the exit code.
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /// Ends the process as `kill -9` does.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    public JsonObject graphql(String query) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send("POST", "/graphql", JsonObject.of(Map.of("query", query)).toJson());
        return JsonObject.parse(response.body());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public HttpResponse<String> post(String path, String json)
            throws IOException, InterruptedException {
        return send("POST", path, json);
    }

    /// Sends with further headers, given as name and value in turn.
    public HttpResponse<String> send(
            String method, String path, @Nullable String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                json == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// A number of `/q/metrics`, summed over its labels.
    public double metric(String name) throws IOException, InterruptedException {
        double sum = 0;
        for (String line : get("/q/metrics").body().split("\n")) {
            if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }

    /// Resident memory that is not files, in MiB (Linux).
    public long residentMiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("RssAnon:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return -1;
    }

    /// Heap in use after all garbage was collected, in MiB.
    public double heapMiB() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(5);
        Process collection =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                String.valueOf(pid()),
                                "GC.run")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(collection.getInputStream().readAllBytes());
        if (collection.waitFor() != 0) {
            throw new IOException("jcmd failed: " + said);
        }
        double sum = 0;
        for (String line : get("/q/metrics").body().split("\n")) {
            if (line.startsWith("jvm_memory_used_bytes{area=\"heap\"")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum / (1 << 20);
    }

    /// Processor time that the process, those it started and its PostgreSQL have taken, in seconds;
    /// without that of processes that have ended.
    public double cpuSeconds() {
        return Stream.concat(Stream.of(process.toHandle()), postmaster().stream())
                .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
                .flatMap(it -> it.info().totalCpuDuration().stream())
                .mapToDouble(it -> it.toMillis() / 1e3)
                .sum();
    }

    /// The embedded PostgreSQL, which is no child of the process once it runs.
    private Optional<ProcessHandle> postmaster() {
        try {
            return EmbeddedPostgres.running(dataDir.resolve("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops the process in an orderly way, after 30 seconds by force.
    @Override
    public void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        if (process.isAlive()) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        }
        http.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
