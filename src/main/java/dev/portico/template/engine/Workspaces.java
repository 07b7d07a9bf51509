package dev.portico.template.engine;

import dev.portico.platform.Folders;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// The folders that tasks work in: one for each claim, gone when it ends.
final class Workspaces {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;

    Workspaces(Path root) {
        this.root = root;
    }

    /// A new empty folder.
    Path create(UUID task, long fence) throws IOException {
        Path folder = root.resolve(task.toString()).resolve(String.valueOf(fence));
        Files.createDirectories(folder.getParent());
        empty(folder);
        return folder;
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

    /// Removes what an earlier life of the program left, and lets nobody else look in.
    void prepare() {
        try {
            if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
                Folders.delete(root);
            }
            Files.createDirectories(root.getParent());
            Files.createDirectory(root, OWNER_ONLY);
        } catch (IOException e) {
            Log.warnf("The folder of the workspaces is not as it should be: %s", e);
        }
    }
}
