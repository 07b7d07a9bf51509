package dev.portico.app;

import dev.portico.app.bench.BenchCommand;
import dev.portico.platform.PorticoException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;

/// Where the program starts: reads the command line, and serves when it names no command.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        int exitCode = commandLine().execute(arguments);
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new ServeCommand())
                .addSubcommand(new SourcesCommand())
                .addSubcommand(new WhyCommand())
                .addSubcommand(new AccessCommand())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new TemplateCommand())
                .addSubcommand(new TokenCommand())
                .addSubcommand(new AdminLinkCommand())
                .addSubcommand(new ClaimCommand())
                .addSubcommand(new RenameCommand())
                .addSubcommand(new PrivacyCommand())
                .addSubcommand(new RepositoriesCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new VersionCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(oneLine())
                .setExecutionExceptionHandler(sentence());
    }

    private static IParameterExceptionHandler oneLine() {
        return (exception, _) -> {
            CommandLine command = exception.getCommandLine();
            command.getErr()
                    .println(
                            "portico: %s; try ./%s --help."
                                    .formatted(
                                            String.valueOf(exception.getMessage())
                                                    .replaceFirst("\\.$", ""),
                                            command.getCommandSpec().qualifiedName()));
            return 2;
        };
    }

    /// What we foresaw is said in its sentence; anything else is a bug and shows itself whole.
    private static IExecutionExceptionHandler sentence() {
        return (exception, command, _) -> {
            PrintWriter err = command.getErr();
            boolean verbose = command.getCommand() instanceof ServeCommand serve && serve.verbose();
            if (exception instanceof PorticoException expected) {
                err.println("portico: " + expected.text());
            }
            if (verbose || !(exception instanceof PorticoException)) {
                exception.printStackTrace(err);
            }
            return 1;
        };
    }
}
