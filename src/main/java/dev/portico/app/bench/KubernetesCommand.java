package dev.portico.app.bench;

import dev.portico.platform.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portico bench kubernetes`: measures how fast clusters are followed, on a real API server that
/// it fills itself, and prints a table and JSON.
@Command(
        name = "kubernetes",
        description =
                "Measures how clusters are followed, on an API server that .ci/real/build kubernetes"
                        + " has built; prints a table and JSON.")
final class KubernetesCommand implements Callable<Integer> {
    @Option(
            names = "--deployments",
            description = "Deployments in one cluster (default: ${DEFAULT-VALUE}).")
    private int deployments = 5_000;

    @Option(
            names = "--namespaces",
            description = "Namespaces they are in (default: ${DEFAULT-VALUE}).")
    private int namespaces = 500;

    @Option(
            names = "--rate",
            description = "Objects that change in a second (default: ${DEFAULT-VALUE}).")
    private int rate = 50;

    @Option(names = "--seconds", description = "How long they change (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--clusters",
            description = "Clusters followed at once; 0 for none (default: ${DEFAULT-VALUE}).")
    private int clusters = 20;

    @Option(
            names = "--workloads",
            description = "Deployments in all of those (default: ${DEFAULT-VALUE}).")
    private int workloads = 20_000;

    @Option(names = "--json", description = "Writes the results as JSON into this file.")
    private Path json = Path.of("target", "bench-kubernetes.json");

    @Option(names = "--keep", description = "Keeps the folder with data and logs.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("portico-bench");
        List<BenchCommand.Figure> figures = new ArrayList<>();
        Path clone = Path.of(System.getProperty("portico-home", "")).toAbsolutePath();
        try (ApiServer server =
                ApiServer.start(clone.resolve(".ci/real/up"), folder.resolve("kubernetes"))) {
            say(out, "Writing %,d Deployments in %,d namespaces ...", deployments, namespaces);
            ClusterObjects objects = new ClusterObjects(server, "one", namespaces, deployments);
            objects.write();
            say(out, "Following them, then changing %d objects a second ...", rate);
            figures.addAll(
                    new FollowBench(BenchCommand.jar(), folder.resolve("one"), server, objects)
                            .measure(rate, seconds));
            if (clusters > 0) {
                FleetBench fleet =
                        new FleetBench(
                                BenchCommand.jar(),
                                folder.resolve("fleet"),
                                server,
                                clusters,
                                workloads);
                say(out, "Writing %,d Deployments for %d clusters ...", workloads, clusters);
                fleet.write();
                say(out, "Following %d clusters ...", clusters);
                figures.addAll(fleet.measure());
            }
        } finally {
            if (keep) {
                say(out, "Data and logs are in %s", folder);
            } else {
                Folders.delete(folder);
            }
        }
        BenchCommand.print(out, figures);
        BenchCommand.write(out, json, "figures", figures.stream().map(BenchCommand::json).toList());
        return figures.stream().allMatch(BenchCommand.Figure::holds) ? 0 : 1;
    }

    private static void say(PrintWriter out, String format, Object... values) {
        out.printf(format + "%n", values);
        out.flush();
    }
}
