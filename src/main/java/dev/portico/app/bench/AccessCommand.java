package dev.portico.app.bench;

import dev.portico.platform.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portico bench access`: measures what rules about reading cost, how long many claims take and
/// how soon a policy counts, and prints a table and JSON.
@Command(
        name = "access",
        description = "Measures what policies and claims cost; prints a table and JSON.")
final class AccessCommand implements Callable<Integer> {
    @Option(
            names = "--entities",
            description = "Size of the catalog, from 10000 on (default: ${DEFAULT-VALUE}).")
    private int size = 10_000;

    @Option(
            names = "--seconds",
            description = "How long each measurement of a page lasts (default: ${DEFAULT-VALUE}).")
    private double seconds = 8;

    @Option(names = "--json", description = "Writes the results as JSON into this file.")
    private Path json = Path.of("target", "bench-access.json");

    @Option(names = "--keep", description = "Keeps the folder with data and logs.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("portico-bench");
        List<BenchCommand.Figure> figures;
        try {
            figures =
                    new AccessBench(
                                    BenchCommand.jar(),
                                    folder,
                                    seconds,
                                    line -> {
                                        out.println(line);
                                        out.flush();
                                    })
                            .measure(size);
        } finally {
            if (keep) {
                out.printf("Data and logs are in %s%n", folder);
            } else {
                Folders.delete(folder);
            }
        }
        BenchCommand.print(out, figures);
        BenchCommand.write(out, json, "figures", figures.stream().map(BenchCommand::json).toList());
        return figures.stream().allMatch(BenchCommand.Figure::holds) ? 0 : 1;
    }
}
