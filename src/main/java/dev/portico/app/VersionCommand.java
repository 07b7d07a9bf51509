package dev.portico.app;

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
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "Portico %s on Java %s"
                    .formatted(version == null ? "from source" : version, Runtime.version())
        };
    }
}
