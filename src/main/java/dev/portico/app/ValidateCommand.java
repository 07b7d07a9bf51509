package dev.portico.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks descriptor files as the server would. Exit code 0 when they are good, 1 when not, 2 when
/// the command itself is wrong.
@Command(
        name = "validate",
        description = {
            "Checks descriptor files as the server would, with the same messages.",
            "Folders are searched for catalog-info.yaml, catalog-info.yml and .backstage/*.yaml."
        })
final class ValidateCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files and folders to check.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default), or github for annotations in GitHub Actions.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Check with this server's kinds, actions and rules.")
    private @Nullable URI server;

    @Override
    public Integer call() {
        Console console = new Console(spec);
        List<DescriptorFiles.Found> files;
        try {
            files = DescriptorFiles.find(paths);
        } catch (DescriptorFiles.NotFoundException e) {
            console.err().println("portico: " + e.getMessage());
            console.err().flush();
            return 2;
        }
        KindSource kinds =
                server == null
                        ? KindSource.shipped()
                        : KindSource.of(RunningServer.find(server).get("/api/kinds"));
        Validation validation = new Validation(kinds);
        files.forEach(validation::check);
        format.print(validation.result(), console);
        return validation.result().errors() > 0 ? 1 : 0;
    }
}
