package dev.portico.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One cluster followed by one program: how long it takes until all is visible, how long one
/// change takes while others happen, and that none of them touches the catalog.
final class FollowBench {
    private static final int SAMPLERS = 4;
    private static final long PATIENCE_SECONDS = 300;
    private static final long QUIET_SECONDS = 3;

    /// A bar that only zero keeps.
    private static final double NONE = 0.1;

    private final Path jar;
    private final Path folder;
    private final ApiServer api;
    private final ClusterObjects objects;

    FollowBench(Path jar, Path folder, ApiServer api, ClusterObjects objects) {
        this.jar = jar;
        this.folder = folder;
        this.api = api;
        this.objects = objects;
    }

    /// @param rate objects that change in a second
    List<BenchCommand.Figure> measure(int rate, int seconds)
            throws IOException, InterruptedException {
        List<BenchCommand.Figure> figures = new ArrayList<>();
        String size = "%,d Deployments".formatted(objects.deployments());
        try (ServerProcess server = server()) {
            long start = System.nanoTime();
            server.start();
            double ready = seconds(start);
            awaitHealthy(server, objects.deployments());
            figures.add(figure("start on an empty data folder until it is ready", ready, "s", 0));
            figures.add(figure("start until " + size + " are visible", seconds(start), "s", 30));
            TimeUnit.SECONDS.sleep(QUIET_SECONDS);
            double position = server.metric("portico_index_position");
            double deltas = server.metric("portico_catalog_deltas_total");
            double cpu = server.cpuSeconds();
            double[] millis = whileOthersChange(server, rate, seconds);
            figures.add(
                    figure(
                            "one change visible in GraphQL while %d objects a second change, median of %d"
                                    .formatted(rate, millis.length),
                            at(millis, 0.5),
                            "ms",
                            1_000));
            figures.add(figure("the same, 99th percentile", at(millis, 0.99), "ms", 2_000));
            figures.add(
                    figure(
                            "processor time of the program meanwhile, a second",
                            (server.cpuSeconds() - cpu) / seconds,
                            "s",
                            0));
            figures.add(
                    figure(
                            "positions the index of the catalog went on meanwhile",
                            server.metric("portico_index_position") - position,
                            "",
                            NONE));
            figures.add(
                    figure(
                            "deltas written to the catalog meanwhile",
                            server.metric("portico_catalog_deltas_total") - deltas,
                            "",
                            NONE));
        }
        return figures;
    }

    private ServerProcess server() throws IOException {
        String entry = "portico.kubernetes.clusters[0].";
        return new ServerProcess(jar, folder)
                .jvm("-Xmx1536m")
                .with("portico.source.self", "false")
                .with(entry + "name", "bench")
                .with(entry + "url", api.url().toString())
                .with(entry + "ca-file", api.caFile().toString())
                .with(entry + "token-file", api.tokenFile().toString());
    }

    /// Waits until so many workloads are known, and that all their Pods are ready.
    static void awaitHealthy(ServerProcess server, int expected)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long found = -1;
        while (found < expected) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "only %d of %d workloads came; see %s"
                                .formatted(found, expected, server.log()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
            found =
                    BenchCommand.number(
                            server.graphql(
                                    "{ workloads(first: 1, filter: {health: [HEALTHY]}) {"
                                            + " totalCount } }"),
                            "/data/workloads/totalCount");
        }
    }

    /// Half of the changes are restarts of Pods, half other versions of Deployments; some
    /// Deployments are kept for the changes that are waited for.
    private double[] whileOthersChange(ServerProcess server, int rate, int seconds)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<double[]>> samples = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SAMPLERS; i++) {
                int deployment = i;
                samples.add(threads.submit(() -> sample(server, deployment, end)));
            }
            long period = TimeUnit.SECONDS.toNanos(1) / rate;
            long next = System.nanoTime();
            for (int number = 0; next < end; number++, next += period) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                int change = number;
                threads.submit(
                        () -> {
                            change(change);
                            return null;
                        });
            }
        }
        List<double[]> all = new ArrayList<>();
        try {
            for (Future<double[]> sample : samples) {
                all.add(sample.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a change was not seen: " + e.getCause(), e);
        }
        return all.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    private void change(int number) throws IOException, InterruptedException {
        int deployment = SAMPLERS + number % (objects.deployments() - SAMPLERS);
        if (number % 2 == 0) {
            objects.restarts(ClusterObjects.pod(deployment, 0), deployment, 1 + number);
        } else {
            objects.version(deployment, "2." + number);
        }
    }

    /// Changes a Deployment and waits until GraphQL shows it, again and again; answers how long
    /// each took from sending it to the API server, in milliseconds.
    private double[] sample(ServerProcess server, int deployment, long end)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        String query =
                "{ workloads(filter: {namespace: \"%s\"}) { nodes { object { name } version } } }"
                        .formatted(objects.namespaceOf(deployment));
        for (int number = 1; System.nanoTime() < end; number++) {
            String version = "3.%d.%d".formatted(deployment, number);
            long start = System.nanoTime();
            objects.version(deployment, version);
            while (!server.graphql(query).toJson().contains("\"" + version + "\"")) {
                if (seconds(start) > 30) {
                    throw new IOException(
                            "version " + version + " was not seen; see " + server.log());
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            millis.add(seconds(start) * 1_000);
            TimeUnit.MILLISECONDS.sleep(number * 37L % 200);
        }
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))];
    }

    static BenchCommand.Figure figure(String what, double value, String unit, double bar) {
        return new BenchCommand.Figure(what, value, unit, bar);
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
