package dev.portico.app;

import dev.portico.platform.PorticoException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Serves the catalog; this is what runs when no other command is named.
/// All commands below it have its `--help` and `--version`.
@Command(
        name = "portico",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = {
            "Serves a live software catalog made from Git repositories.",
            "Without a command it starts the server."
        },
        footer = {
            "",
            "The launcher adds: ./portico build, ./portico test (every test), ./portico dev (live"
                    + " reload), ./portico image (for containers)."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--demo",
            description = "Show a made-up company: Git repositories in data/demo.")
    private boolean demo;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this file instead of portico.yaml.")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port.")
    private @Nullable Integer port;

    @Option(names = "--verbose", description = "Show stack traces when the start fails.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > 65_535)) {
            throw PorticoException.invalid(
                    "--port takes a number from 0 to 65535, not " + port + ".");
        }
        Console console = new Console(spec);
        return new Server(console, new Server.Wish(demo, port, verbose))
                .run(Optional.ofNullable(config));
    }
}
