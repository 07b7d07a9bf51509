package dev.portico.app.bench;

import dev.portico.platform.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portico bench reads`: measures what the questions people ask of a catalog cost, beside what
/// they cost a Backstage backend, and prints a table and JSON.
@Command(name = "reads", description = "Measures what reads cost; prints a table and JSON.")
final class ReadsCommand implements Callable<Integer> {
    @Option(
            names = "--entities",
            split = ",",
            description = "Sizes of catalogs (default: 10000,100000).")
    private List<Integer> sizes = List.of(10_000, 100_000);

    @Option(
            names = "--seconds",
            description = "How long each measurement lasts (default: ${DEFAULT-VALUE}).")
    private double seconds = 15;

    @Option(names = "--json", description = "Writes the results as JSON into this file.")
    private Path json = Path.of("target", "bench-reads.json");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("portico-bench");
        Map<Integer, ReadsBench.Outcome> outcomes = new LinkedHashMap<>();
        try {
            for (int size : sizes) {
                outcomes.put(
                        size,
                        new ReadsBench(
                                        BenchCommand.jar(),
                                        folder.resolve("entities-" + size),
                                        seconds,
                                        line -> {
                                            out.println(line);
                                            out.flush();
                                        })
                                .measure(size));
            }
        } finally {
            Folders.delete(folder);
        }
        outcomes.forEach((size, outcome) -> print(out, size, outcome));
        BenchCommand.write(out, json, "reads", rows(outcomes));
        return 0;
    }

    private static void print(PrintWriter out, int size, ReadsBench.Outcome outcome) {
        out.printf("%n%,d entities%n%n", size);
        out.println(
                "| read | connections | CPU ms per request | peer | times less | requests/s |"
                        + " p50 ms | p99 ms |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (ReadsBench.Row row : outcome.rows()) {
            HttpLoad.Result result = row.result();
            out.printf(
                    "| %s | %d | %.3f | %.2f | %.0f | %.0f | %.2f | %.2f |%n",
                    row.work().what(),
                    row.connections(),
                    row.cpuMillis(),
                    row.peer(),
                    row.timesLess(),
                    result.perSecond(),
                    result.percentileMillis(0.5),
                    result.percentileMillis(0.99));
        }
        out.printf(
                "%nIndex built from the database in %.1f s; resident memory then %.0f MiB"
                        + " (RssAnon).%n",
                outcome.buildSeconds(), outcome.residentMiB());
    }

    private static List<Map<String, Object>> rows(Map<Integer, ReadsBench.Outcome> outcomes) {
        List<Map<String, Object>> rows = new ArrayList<>();
        outcomes.forEach(
                (size, outcome) -> {
                    outcome.rows().forEach(row -> rows.add(json(row)));
                    rows.add(
                            Map.of(
                                    "what",
                                    "index build",
                                    "entities",
                                    size,
                                    "seconds",
                                    outcome.buildSeconds(),
                                    "residentMiB",
                                    outcome.residentMiB()));
                });
        return rows;
    }

    private static Map<String, Object> json(ReadsBench.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", row.work().what());
        fields.put("entities", row.size());
        fields.put("connections", row.connections());
        fields.put("cpuMillis", row.cpuMillis());
        fields.put("peerCpuMillis", row.peer());
        fields.put("wantedTimesLess", row.work().factor());
        fields.put("requestsPerSecond", row.result().perSecond());
        fields.put("p50", row.result().percentileMillis(0.5));
        fields.put("p99", row.result().percentileMillis(0.99));
        fields.put("wantedP99", row.work().p99());
        return fields;
    }
}
