package dev.portico.template.action;

import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The folder of a task. What a template names must lie in it, also behind symbolic links.
public final class Workspace {
    private final Path root;

    /// @param root an existing folder
    public Workspace(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    public Path root() {
        return root;
    }

    /// The path of a file or folder, existing or not. INVALID_INPUT when it leads out of the
    /// workspace.
    public Path resolve(String path) throws IOException {
        Path resolved;
        try {
            resolved = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw PorticoException.invalid("'" + path + "' is no path of a file.");
        }
        if (!resolved.startsWith(root)) {
            throw outside(path);
        }
        Path existing = root;
        for (Path name : root.relativize(resolved)) {
            Path next = existing.resolve(name);
            if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                break;
            }
            existing = next;
        }
        // a link to nowhere can't be followed, so where it leads is not known either
        if (!Files.exists(existing) || !existing.toRealPath().startsWith(root)) {
            throw outside(path);
        }
        return resolved;
    }

    private static PorticoException outside(String path) {
        return PorticoException.invalid(
                "The path '" + path + "' leads out of the workspace of the task.");
    }
}
