package dev.portico.app.bench;

import dev.portico.platform.Folders;
import dev.portico.scm.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads of a catalog of some size: processor time of all serving processes per request, requests
/// per second, and how long they take; then a new build of the index and the memory after it.
final class ReadsBench {
    private static final int[] CONNECTIONS = {8, 64};
    private static final double WARM_UP_SECONDS = 12;
    private static final int SETTLE_SECONDS = 15;
    private static final Pattern BUILT =
            Pattern.compile("Index built entities=\\d\\d+ position=\\d+ ms=(\\d+)");

    private final Path jar;
    private final Path folder;
    private final double seconds;
    private final Consumer<String> progress;

    ReadsBench(Path jar, Path folder, double seconds, Consumer<String> progress) {
        this.jar = jar;
        this.folder = folder;
        this.seconds = seconds;
        this.progress = progress;
    }

    /// One kind of read at one number of connections.
    record Row(ReadWork work, int size, int connections, double cpuMillis, HttpLoad.Result result) {
        double peer() {
            return work.peer()[connections == CONNECTIONS[0] ? 0 : 1];
        }

        double timesLess() {
            return peer() / cpuMillis;
        }
    }

    /// @param buildSeconds of the index, from the database
    /// @param residentMiB of the Java process within some seconds after it, without files
    record Outcome(List<Row> rows, double buildSeconds, double residentMiB) {}

    Outcome measure(int size) throws IOException, InterruptedException {
        SampleCatalog sample = new SampleCatalog(size, 42);
        Path repository = folder.resolve("catalog");
        Files.createDirectories(repository);
        RepositoryWriter.create(repository, sample.files(), "All entities");
        List<Row> rows = new ArrayList<>();
        try (ServerProcess server = server(repository)) {
            progress.accept("Ingesting " + size + " entities ...");
            server.start();
            IngestBench.awaitAll(server, size + sample.locations());
            HttpLoad load = new HttpLoad(server.port());
            for (ReadWork work : ReadWork.all(size)) {
                progress.accept("Warming up: " + work.what() + " ...");
                load.run(work.script(), CONNECTIONS[0], WARM_UP_SECONDS);
            }
            for (ReadWork work : ReadWork.all(size)) {
                progress.accept("Reading: " + work.what() + " ...");
                load.run(work.script(), CONNECTIONS[0], WARM_UP_SECONDS);
                for (int connections : CONNECTIONS) {
                    double before = server.cpuSeconds();
                    HttpLoad.Result result = load.run(work.script(), connections, seconds);
                    double cpu = server.cpuSeconds() - before;
                    rows.add(
                            new Row(
                                    work,
                                    size,
                                    connections,
                                    cpu * 1e3 / result.nanos().length,
                                    result));
                }
            }
        }
        return rebuild(size, repository, rows);
    }

    /// Starts on the same data without the index.
    private Outcome rebuild(int size, Path repository, List<Row> rows)
            throws IOException, InterruptedException {
        progress.accept("Building the index of " + size + " entities anew ...");
        Folders.delete(folder.resolve("data").resolve("index"));
        try (ServerProcess server = server(repository)) {
            Files.deleteIfExists(server.log());
            server.start();
            IngestBench.awaitAll(server, size);
            Matcher built = BUILT.matcher(Files.readString(server.log()));
            if (!built.find()) {
                throw new IOException("the index was not built anew; see " + server.log());
            }
            return new Outcome(
                    List.copyOf(rows), Long.parseLong(built.group(1)) / 1e3, settled(server));
        }
    }

    /// Resident memory once the program is quiet.
    private static double settled(ServerProcess server) throws IOException, InterruptedException {
        long resident = server.residentMiB();
        for (int i = 0; i < SETTLE_SECONDS; i++) {
            TimeUnit.SECONDS.sleep(1);
            resident = Math.min(resident, server.residentMiB());
        }
        return resident;
    }

    private ServerProcess server(Path repository) {
        return new ServerProcess(jar, folder.resolve("data"))
                .jvm("-Xmx1536m")
                .with("portico.source.git.repositories[0].url", repository.toString())
                .with("portico.source.git.repositories[0].trust", "platform")
                .with("portico.source.git.poll-interval", "1h");
    }
}
