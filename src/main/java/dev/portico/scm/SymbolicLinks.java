package dev.portico.scm;

import dev.portico.scm.FileTree.TreeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/// Finds a path in a tree through the symbolic links on its way; links that lead out of the tree
/// are not followed.
final class SymbolicLinks {
    private static final int MAX_HOPS = 16;
    private static final int MAX_LINK_LENGTH = 4096;

    private final ObjectReader reader;
    private final Directories directories;

    SymbolicLinks(ObjectReader reader, Directories directories) {
        this.reader = reader;
        this.directories = directories;
    }

    /// The file that a link at a path leads to, under the path of the link.
    Optional<TreeFile> follow(String path, ObjectId link) throws IOException {
        Optional<TreeFile> found = find(path);
        return found.isPresent()
                ? found
                : Optional.of(
                        new TreeFile(
                                path, link.name(), "is a symbolic link that leads to no file"));
    }

    Optional<TreeFile> find(String path) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(Arrays.asList(path.split("/")));
        List<String> done = new ArrayList<>();
        for (int hops = 0; !ahead.isEmpty(); ) {
            String name = ahead.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                if (done.isEmpty()) {
                    return trouble(path, "is a symbolic link that leads out of the repository");
                }
                done.removeLast();
                continue;
            }
            done.add(name);
            Directories.Entry at = directories.at(reader, done);
            if (at == null) {
                return Optional.empty();
            }
            FileMode mode = at.mode();
            if (mode == FileMode.SYMLINK) {
                String target = target(at.id());
                if (++hops > MAX_HOPS) {
                    return trouble(path, "is a symbolic link that leads to itself");
                }
                if (target.startsWith("/")) {
                    return trouble(path, "is a symbolic link that leads out of the repository");
                }
                done.removeLast();
                Arrays.asList(target.split("/")).reversed().forEach(ahead::addFirst);
            } else if (ahead.isEmpty() && mode != FileMode.TREE && mode != FileMode.GITLINK) {
                return Optional.of(new TreeFile(path, at.id().name(), null));
            } else if (mode != FileMode.TREE) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private String target(ObjectId link) throws IOException {
        ObjectLoader loader = reader.open(link);
        return loader.getSize() > MAX_LINK_LENGTH
                ? "/"
                : new String(loader.getBytes(), StandardCharsets.UTF_8);
    }

    private static Optional<TreeFile> trouble(String path, String sentence) {
        return Optional.of(new TreeFile(path, ObjectId.zeroId().name(), sentence));
    }
}
