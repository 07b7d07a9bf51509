package dev.portico.app.bench;

import dev.portico.platform.Folders;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portico bench templates`: measures how fast templates run, on a skeleton it makes itself, and
/// prints a table and JSON.
@Command(
        name = "templates",
        description = "Measures how fast templates run; prints a table and JSON.")
final class TemplatesCommand implements Callable<Integer> {
    @Option(names = "--files", description = "Files of the skeleton (default: ${DEFAULT-VALUE}).")
    private int files = 200;

    @Option(names = "--runs", description = "Runs one after another (default: ${DEFAULT-VALUE}).")
    private int runs = 30;

    @Option(names = "--together", description = "Runs at once (default: ${DEFAULT-VALUE}).")
    private int together = 200;

    @Option(names = "--waiting", description = "Tasks that wait (default: ${DEFAULT-VALUE}).")
    private int waiting = 5_000;

    @Option(
            names = "--workspaces",
            description =
                    "Folder for the files of running tasks; without it below the data folder.")
    private @Nullable Path workspaces;

    @Option(names = "--json", description = "Writes the results as JSON into this file.")
    private Path json = Path.of("target", "bench-templates.json");

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
                    new TemplatesBench(
                                    BenchCommand.jar(),
                                    folder,
                                    workspaces,
                                    files,
                                    line -> {
                                        out.println(line);
                                        out.flush();
                                    })
                            .measure(runs, together, waiting);
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
