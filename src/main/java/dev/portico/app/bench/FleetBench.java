package dev.portico.app.bench;

import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Many clusters followed by one program: what they take of its memory. They are one API server,
/// each bound to namespaces of its own by its document.
final class FleetBench {
    private static final int NAMESPACES = 5;

    private final Path jar;
    private final Path folder;
    private final ApiServer api;
    private final List<ClusterObjects> clusters = new ArrayList<>();

    /// @param workloads in all clusters
    FleetBench(Path jar, Path folder, ApiServer api, int clusters, int workloads) {
        this.jar = jar;
        this.folder = folder;
        this.api = api;
        for (int i = 0; i < clusters; i++) {
            this.clusters.add(
                    new ClusterObjects(api, "fleet-" + i, NAMESPACES, workloads / clusters));
        }
    }

    void write() throws IOException, InterruptedException {
        for (ClusterObjects objects : clusters) {
            objects.write();
        }
    }

    List<BenchCommand.Figure> measure() throws IOException, InterruptedException {
        Path documents = Files.createDirectories(folder.resolve("clusters"));
        int workloads = clusters.stream().mapToInt(ClusterObjects::deployments).sum();
        try (ServerProcess server =
                new ServerProcess(jar, folder.resolve("data"))
                        .jvm("-Xmx1536m")
                        .with("portico.source.self", "false")
                        .with("portico.kubernetes.clusters-dir", documents.toString())
                        .start()) {
            double before = server.heapMiB();
            long resident = server.residentMiB();
            long start = System.nanoTime();
            for (int i = 0; i < clusters.size(); i++) {
                Files.writeString(documents.resolve("fleet-" + i + ".yaml"), document(i));
            }
            FollowBench.awaitHealthy(server, workloads);
            double visible = FollowBench.seconds(start);
            double after = server.heapMiB();
            String what =
                    "%d Cluster documents, %,d workloads".formatted(clusters.size(), workloads);
            return List.of(
                    FollowBench.figure(what + ": until all are visible", visible, "s", 0),
                    FollowBench.figure(what + ": heap they take", after - before, "MiB", 400),
                    FollowBench.figure("heap in use before", before, "MiB", 0),
                    FollowBench.figure(
                            "resident memory they take (RssAnon)",
                            server.residentMiB() - resident,
                            "MiB",
                            0));
        }
    }

    /// YAML may be JSON.
    private String document(int number) throws IOException {
        List<String> namespaces = new ArrayList<>();
        for (int i = 0; i < NAMESPACES; i++) {
            namespaces.add(clusters.get(number).namespace(i));
        }
        return JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "portico.dev/v1",
                                "kind",
                                "Cluster",
                                "metadata",
                                Map.of("name", "fleet-" + number),
                                "spec",
                                Map.of(
                                        "namespaces",
                                        namespaces,
                                        "connection",
                                        Map.of(
                                                "url",
                                                api.url().toString(),
                                                "caFile",
                                                api.caFile().toString(),
                                                "tokenFile",
                                                api.tokenFile().toString()))))
                .toJson();
    }
}
