package dev.portico.app.bench;

import dev.portico.platform.Folders;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.io.File;
import java.io.IOException;
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

/// `portico bench`: measures how fast a catalog of this program is made and kept, on repositories
/// it makes itself, and prints a table and JSON. Each measurement starts a server of its own.
@Command(
        name = "bench",
        subcommands = {
            ReadsCommand.class,
            KubernetesCommand.class,
            TemplatesCommand.class,
            AccessCommand.class
        },
        description = "Measures ingestion on repositories made for it; prints a table and JSON.")
public final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--entities",
            split = ",",
            description = "Sizes of catalogs (default: 10000,100000).")
    private List<Integer> sizes = List.of(10_000, 100_000);

    @Option(
            names = "--repositories",
            split = ",",
            description = "How many repositories of one component to read (default: 1000,4000).")
    private List<Integer> repositories = List.of(1_000, 4_000);

    @Option(names = "--json", description = "Writes the results as JSON into this file.")
    private Path json = Path.of("target", "bench.json");

    @Option(names = "--keep", description = "Keeps the folder with data and logs.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /// One measured figure.
    ///
    /// @param bar what it must not exceed; 0 where there is none
    record Figure(String what, double value, String unit, double bar) {
        boolean holds() {
            return bar == 0 || value <= bar;
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("portico-bench");
        List<Figure> figures = new ArrayList<>();
        try {
            for (int size : sizes) {
                out.println("Ingesting " + size + " entities from one repository ...");
                out.flush();
                figures.addAll(
                        new IngestBench(jar(), folder.resolve("entities-" + size)).measure(size));
            }
            for (int count : repositories) {
                out.println("Reading " + count + " repositories ...");
                out.flush();
                figures.addAll(
                        new RepositoriesBench(jar(), folder.resolve("repositories-" + count))
                                .measure(count));
            }
        } finally {
            if (keep) {
                out.println("Data and logs are in " + folder);
            } else {
                Folders.delete(folder);
            }
        }
        print(out, figures);
        write(out, json, "figures", figures.stream().map(BenchCommand::json).toList());
        return figures.stream().allMatch(Figure::holds) ? 0 : 1;
    }

    /// The jar this command itself runs from.
    static Path jar() {
        return Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0])
                .toAbsolutePath();
    }

    static void print(PrintWriter out, List<Figure> figures) {
        out.println();
        out.printf("| %-66s | %12s | %12s |%n", "work", "measured", "bar");
        out.printf("|%s|%s:|%s:|%n", "-".repeat(68), "-".repeat(13), "-".repeat(13));
        for (Figure figure : figures) {
            out.printf(
                    "| %-66s | %12s | %12s |%n",
                    figure.what(),
                    amount(figure.value(), figure),
                    figure.bar() == 0 ? "" : amount(figure.bar(), figure));
        }
        out.println();
    }

    /// Three digits of what is small, so that a bar of 0.125 s is told from none.
    private static String amount(double value, Figure figure) {
        return (value < 1 ? "%.3f %s" : "%.2f %s").formatted(value, figure.unit());
    }

    static Map<String, Object> json(Figure figure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", figure.what());
        fields.put("value", figure.value());
        fields.put("unit", figure.unit());
        fields.put("bar", figure.bar());
        return fields;
    }

    /// Writes results, with the machine they are of, into a file, and says so.
    ///
    /// @param name the key they stand under
    static void write(PrintWriter out, Path file, String name, List<Map<String, Object>> results)
            throws IOException {
        Map<String, Object> fields =
                Map.of(
                        "processors",
                        Runtime.getRuntime().availableProcessors(),
                        "java",
                        Runtime.version().toString(),
                        name,
                        results);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JsonObject.of(fields).toJson());
        out.println("As JSON: " + file);
        out.flush();
    }

    /// Reads a number out of a GraphQL answer.
    static long number(JsonObject answer, String pointer) {
        return JsonValues.at(answer.fields(), pointer) instanceof Long number ? number : -1;
    }
}
