package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The folders that tasks work in: one for each claim, gone when it ends. They lie in one that is
/// made anew in each life of the program, by a name that nobody knows before and that nobody else
/// can look into, as others may write where it is made.
final class Workspaces {
    private final Path parent;
    private final String prefix;
    private @Nullable Path root;

    /// @param parent where other nodes may have theirs
    Workspaces(Path parent, UUID node) {
        this.parent = parent;
        this.prefix = "portico-" + node + "-";
    }

    /// A new empty folder. UNAVAILABLE when there can be none.
    Path create(UUID task, long fence) throws IOException {
        Path folder = root().resolve(task.toString()).resolve(String.valueOf(fence));
        Files.createDirectories(folder.getParent());
        empty(folder);
        return folder;
    }

    private synchronized Path root() {
        if (root == null) {
            try {
                Files.createDirectories(parent);
                root = Files.createTempDirectory(parent, prefix);
            } catch (IOException e) {
                throw new PorticoException(
                        ErrorCode.UNAVAILABLE,
                        "The folder %s, where running tasks have their files, can't be written (%s); make it writable, or name another one with portico.template.workspace-dir."
                                .formatted(parent, e.getClass().getSimpleName()),
                        e);
            }
        }
        return root;
    }

    static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Folders.delete(folder);
        }
        Files.createDirectories(folder);
    }

    void remove(Path folder) {
        try {
            Folders.delete(folder);
            Files.deleteIfExists(folder.getParent());
        } catch (IOException e) {
            // another claim of the task may have its folder beside, or an action still writes
            Log.debugf("workspace not removed folder=%s", folder);
        }
    }

    /// Removes what an earlier life of the program left.
    void clear() {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> old = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : old) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            Log.warnf("Files that ended tasks left in %s are not removed: %s", parent, e);
        }
    }

    /// Removes what is still there, at the end of the program.
    synchronized void close() {
        try {
            if (root != null) {
                Folders.delete(root);
            }
        } catch (IOException e) {
            // an action that was cut off may still write; the next life removes it
            Log.debugf("workspaces not removed folder=%s", root);
        }
    }
}
