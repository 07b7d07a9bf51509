package dev.portico.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the server, shared by the commands that speak to one.
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server to ask; by default the one that runs on the data folder.")
    private @Nullable URI url;

    RunningServer server() {
        return RunningServer.find(url);
    }
}
