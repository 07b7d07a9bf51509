package dev.portico.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the version.
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        for (String line : getVersion()) {
            new Console(spec).say(line);
        }
        return 0;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Portico %s on Java %s".formatted(version(), Runtime.version())};
    }

    /// As Maven wrote it into the file when it was built.
    private static String version() {
        try (InputStream resource =
                VersionCommand.class.getResourceAsStream("/portico-version.txt")) {
            byte[] bytes = Objects.requireNonNull(resource, "portico-version.txt").readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
