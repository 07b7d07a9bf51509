package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/// The files of a folder that Git would add: what `.gitignore` files in it exclude is left out, and
/// so is everything named `.git`. Links are links, never followed.
final class FolderFiles {
    private static final int MAX_FILES = 100_000;

    private final List<Found> found = new ArrayList<>();

    private FolderFiles() {}

    /// @param path with slashes, from the folder
    record Found(String path, Path file, FileMode mode) {
        /// What Git stores of it.
        byte[] linkTarget() throws IOException {
            return Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /// One folder's rules, and those of the folders above it.
    private record Rules(@Nullable Rules above, String folder, IgnoreNode node) {
        boolean ignores(String path, boolean isFolder) {
            for (Rules at = this; at != null; at = at.above) {
                String inside = path.substring(at.folder.length());
                switch (at.node.isIgnored(inside, isFolder)) {
                    case IGNORED -> {
                        return true;
                    }
                    case NOT_IGNORED -> {
                        return false;
                    }
                    case CHECK_PARENT, CHECK_PARENT_NEGATE_FIRST_MATCH -> {}
                }
            }
            return false;
        }
    }

    /// All of them, sorted. TOO_LARGE for more than 100,000.
    static List<Found> of(Path folder) throws IOException {
        FolderFiles files = new FolderFiles();
        files.collect(folder, "", null);
        return files.found;
    }

    private void collect(Path folder, String prefix, @Nullable Rules above) throws IOException {
        Rules rules = rules(folder, prefix, above);
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        Collections.sort(children);
        for (Path child : children) {
            String name = child.getFileName().toString();
            String path = prefix + name;
            boolean isFolder = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
            if (name.equalsIgnoreCase(".git") || rules != null && rules.ignores(path, isFolder)) {
                continue;
            }
            if (isFolder) {
                collect(child, path + "/", rules);
            } else {
                add(path, child);
            }
        }
    }

    private static @Nullable Rules rules(Path folder, String prefix, @Nullable Rules above)
            throws IOException {
        Path file = folder.resolve(".gitignore");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return above;
        }
        IgnoreNode node = new IgnoreNode();
        try (InputStream in = Files.newInputStream(file)) {
            node.parse(in);
        }
        return new Rules(above, prefix, node);
    }

    private void add(String path, Path file) {
        FileMode mode;
        if (Files.isSymbolicLink(file)) {
            mode = FileMode.SYMLINK;
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            mode = Files.isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
        } else {
            return;
        }
        if (found.size() == MAX_FILES) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    "The folder to commit has more than " + MAX_FILES + " files, the limit.");
        }
        found.add(new Found(path, file, mode));
    }
}
