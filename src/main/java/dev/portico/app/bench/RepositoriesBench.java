package dev.portico.app.bench;

import dev.portico.scm.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Many local repositories of one component each, under one folder: the first run over all of them,
/// the disk it uses, and a second run over all of them that finds nothing changed.
final class RepositoriesBench {
    private final Path jar;
    private final Path folder;

    RepositoriesBench(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    List<BenchCommand.Figure> measure(int count) throws IOException, InterruptedException {
        Path repositories = folder.resolve("repositories");
        for (int i = 0; i < count; i++) {
            Path repository = repositories.resolve("repo-%05d".formatted(i));
            Files.createDirectories(repository);
            RepositoryWriter.create(
                    repository, Map.of("catalog-info.yaml", component(i)), "One component");
        }
        List<BenchCommand.Figure> figures = new ArrayList<>();
        try (ServerProcess server =
                new ServerProcess(jar, folder.resolve("data"))
                        .jvm("-Xmx1536m")
                        .with("portico.source.git.folders[0]", repositories.toString())
                        .with("portico.source.git.poll-interval", "1h")) {
            server.start();
            long start = System.nanoTime();
            await(server, "{ entityCount }", "/data/entityCount", count);
            figures.add(
                    new BenchCommand.Figure(
                            "first run over %,d local repositories".formatted(count),
                            (System.nanoTime() - start) / 1e9,
                            "s",
                            0));
            figures.add(
                    new BenchCommand.Figure(
                            "disk used for them beside the database",
                            kibibytes(folder.resolve("data")) / 1024.0,
                            "MiB",
                            0));
            figures.addAll(secondRun(server, count));
        }
        return figures;
    }

    private static List<BenchCommand.Figure> secondRun(ServerProcess server, int count)
            throws IOException, InterruptedException {
        double parsed = server.metric("portico_source_files_read_total");
        double runs = server.metric("portico_source_runs_total");
        double written = server.metric("portico_catalog_deltas_total");
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            server.post(
                    "/api/catalog/refresh",
                    "{\"entityRef\":\"component:default/svc-%05d\"}".formatted(i));
        }
        while (server.metric("portico_source_runs_total") < runs + count) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return List.of(
                new BenchCommand.Figure(
                        "a second run over all of them, nothing changed", seconds, "s", 0),
                new BenchCommand.Figure(
                        "files parsed in it",
                        server.metric("portico_source_files_read_total") - parsed,
                        "",
                        0.5),
                new BenchCommand.Figure(
                        "deltas written in it",
                        server.metric("portico_catalog_deltas_total") - written,
                        "",
                        0.5));
    }

    private static void await(ServerProcess server, String query, String pointer, long count)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (BenchCommand.number(server.graphql(query), pointer) < count) {
            if (System.nanoTime() > end) {
                throw new IOException("not all entities came; see " + server.log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String component(int i) {
        return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: svc-%05d
        spec:
          type: service
          lifecycle: production
          owner: team-%02d
        """
                .formatted(i, i % 50);
    }

    private static double kibibytes(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                boolean database = file.startsWith(data.resolve("postgres"));
                if (!database && Files.isRegularFile(file)) {
                    bytes += Files.size(file);
                }
            }
            return bytes / 1024.0;
        }
    }
}
