package dev.portico.app.bench;

import dev.portico.platform.Digest;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitDaemon;
import dev.portico.scm.RepositoryWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One repository with many entities, served over the Git protocol: its first ingest, memory, and
/// how long a pushed change takes from the receipt of its webhook until GraphQL shows it.
final class IngestBench {
    private static final String SECRET = "only-for-this-measurement";
    private static final int CHANGES = 5;

    private final Path jar;
    private final Path folder;

    IngestBench(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    List<BenchCommand.Figure> measure(int size) throws IOException, InterruptedException {
        SampleCatalog sample = new SampleCatalog(size, 42);
        Path repository = folder.resolve("git").resolve("catalog");
        Files.createDirectories(repository);
        RepositoryWriter.create(repository, sample.files(), "All entities");
        long expected = size + sample.locations();
        List<BenchCommand.Figure> figures = new ArrayList<>();
        try (GitDaemon daemon = new GitDaemon(folder.resolve("git"));
                ServerProcess server =
                        new ServerProcess(jar, folder.resolve("data"))
                                .jvm("-Xmx1536m")
                                .with(
                                        "portico.source.git.repositories[0].url",
                                        daemon.url("catalog"))
                                .with("portico.source.git.repositories[0].trust", "platform")
                                .with("portico.source.git.poll-interval", "1h")
                                .with("portico.source.git.hosts.bench.kind", "gitea")
                                .with("portico.source.git.hosts.bench.url", daemon.url(""))
                                .with("portico.source.git.hosts.bench.webhook-secret", SECRET)) {
            long start = System.nanoTime();
            server.start();
            double ready = seconds(start);
            awaitAll(server, expected);
            double ingested = seconds(start) - ready;
            figures.add(
                    new BenchCommand.Figure(
                            "start on an empty data folder, %,d entities to come".formatted(size),
                            ready,
                            "s",
                            0));
            figures.add(
                    new BenchCommand.Figure(
                            "first ingest of %,d entities, relations queryable".formatted(size),
                            ingested,
                            "s",
                            size <= 10_000 ? 10 : 120));
            figures.add(
                    new BenchCommand.Figure(
                            "heap in use after it, of 1,536 MiB at most",
                            server.metric("jvm_memory_used_bytes") / (1 << 20),
                            "MiB",
                            1_536));
            figures.add(
                    new BenchCommand.Figure(
                            "resident memory of the Java process (RssAnon)",
                            server.residentMiB(),
                            "MiB",
                            0));
            figures.add(
                    new BenchCommand.Figure(
                            "one file changed in them: webhook to visible in GraphQL, worst of "
                                    + CHANGES,
                            worstChange(server, repository, daemon.url("catalog")),
                            "s",
                            1));
        }
        return figures;
    }

    /// Waits until so many entities can be queried.
    static void awaitAll(ServerProcess server, long expected)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        long found = -1;
        while (found < expected) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "only "
                                + found
                                + " of "
                                + expected
                                + " entities came; see "
                                + server.log());
            }
            TimeUnit.MILLISECONDS.sleep(200);
            found =
                    BenchCommand.number(
                            server.graphql(
                                    "{ entityCount(filter: {not: {key: \"metadata.labels.none\","
                                            + " exists: true}}) }"),
                            "/data/entityCount");
        }
    }

    private static double worstChange(ServerProcess server, Path repository, String url)
            throws IOException, InterruptedException {
        double worst = 0;
        String name = SampleCatalog.componentName(5);
        Path file = repository.resolve("files/part-00000.yaml");
        for (int i = 0; i < CHANGES; i++) {
            String lifecycle = "changed-" + i;
            String text = Files.readString(file);
            int at = text.indexOf("lifecycle: ", text.indexOf("  name: " + name));
            String changed =
                    text.substring(0, at)
                            + "lifecycle: "
                            + lifecycle
                            + text.substring(text.indexOf('\n', at));
            RepositoryWriter.commit(
                    repository, Map.of("files/part-00000.yaml", changed), "Change " + i);
            long start = System.nanoTime();
            push(server, url, i);
            awaitLifecycle(server, name, lifecycle);
            worst = Math.max(worst, seconds(start));
        }
        return worst;
    }

    private static void awaitLifecycle(ServerProcess server, String name, String lifecycle)
            throws IOException, InterruptedException {
        String query = "{ entity(ref: \"component:default/" + name + "\") { spec } }";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!server.graphql(query).toJson().contains(lifecycle)) {
            if (System.nanoTime() > end) {
                throw new IOException("the change was not seen; see " + server.log());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void push(ServerProcess server, String url, int delivery)
            throws IOException, InterruptedException {
        String body =
                JsonObject.of(
                                Map.of(
                                        "ref",
                                        "refs/heads/main",
                                        "repository",
                                        Map.of("clone_url", url, "html_url", url)))
                        .toJson();
        var response =
                server.send(
                        "POST",
                        "/api/webhooks/gitea",
                        body,
                        "X-Gitea-Event",
                        "push",
                        "X-Gitea-Delivery",
                        "delivery-" + delivery,
                        "X-Gitea-Signature",
                        sign(body));
        if (response.statusCode() != 202) {
            throw new IOException("the webhook was answered with " + response.body());
        }
    }

    private static String sign(String body) {
        byte[] key = SECRET.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of()
                .formatHex(Digest.hmacSha256(key, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
