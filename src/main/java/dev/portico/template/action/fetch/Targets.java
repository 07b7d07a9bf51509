package dev.portico.template.action.fetch;

import dev.portico.platform.PorticoException;
import dev.portico.template.action.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Folders that steps write into.
final class Targets {
    private Targets() {}

    /// An existing folder of the workspace, made when it is not there; without a path the workspace
    /// itself.
    static Path folder(Workspace workspace, @Nullable String path) throws IOException {
        Path folder = workspace.resolve(path == null || path.isEmpty() ? "." : path);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw PorticoException.invalid(
                    "The target '" + path + "' is a file; a folder was expected.");
        }
        Files.createDirectories(folder);
        // links in it are followed once, here
        return folder.toRealPath();
    }
}
