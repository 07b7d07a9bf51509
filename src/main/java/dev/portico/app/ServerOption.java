package dev.portico.app;

import dev.portico.platform.PorticoException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the server, shared by the commands that speak to one.
final class ServerOption {
    private static final String ADDRESS = "PORTICO_URL";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server to ask; by default PORTICO_URL, else the one that runs on the data folder.")
    private @Nullable URI url;

    RunningServer server() {
        String named = System.getenv(ADDRESS);
        return RunningServer.find(url == null && named != null ? address(named) : url);
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw PorticoException.invalid(
                    ADDRESS + " is an address as https://portico.example.com.");
        }
    }
}
