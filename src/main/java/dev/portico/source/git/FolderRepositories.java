package dev.portico.source.git;

import dev.portico.scm.GitRepositories;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Finds the Git repositories in a folder: itself, or up to three folders deep; folders in a
/// repository are not looked into.
final class FolderRepositories {
    private static final int MAX_DEPTH = 3;

    private FolderRepositories() {}

    /// Paths in order. Throws when the folder itself can't be listed.
    static List<Path> find(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (GitRepositories.gitDir(root).isPresent()) {
            return List.of(root);
        }
        List<Path> found = new ArrayList<>();
        collect(root, 1, found);
        Collections.sort(found);
        return found;
    }

    private static void collect(Path folder, int depth, List<Path> found) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (child.getFileName().toString().startsWith(".") || !Files.isDirectory(child)) {
                    continue;
                }
                if (GitRepositories.gitDir(child).isPresent()) {
                    found.add(child);
                } else if (depth < MAX_DEPTH) {
                    collect(child, depth + 1, found);
                }
            }
        }
    }
}
