package dev.portico.app;

import dev.portico.platform.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the descriptor files that a person means.
final class DescriptorFiles {
    private DescriptorFiles() {}

    /// Named files as they are, folders searched; each file once.
    static List<Found> find(List<Path> paths) throws NotFoundException {
        Set<Found> found = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                List<Path> inside = search(path);
                if (inside.isEmpty()) {
                    throw new NotFoundException(
                            "The folder "
                                    + path
                                    + " has no catalog-info.yaml, catalog-info.yml or"
                                    + " .backstage/*.yaml.");
                }
                inside.forEach(file -> found.add(new Found(file, root(file, path))));
            } else if (Files.isRegularFile(path)) {
                @Nullable Path parent = path.toAbsolutePath().getParent();
                found.add(new Found(path, root(path, parent == null ? path : parent)));
            } else {
                throw new NotFoundException("There is no file " + path + ".");
            }
        }
        return new ArrayList<>(found);
    }

    private static List<Path> search(Path folder) {
        try {
            return Folders.filesOfWorkingCopy(folder).stream()
                    .filter(DescriptorFiles::isDescriptor)
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDescriptor(Path file) {
        String name = name(file);
        return name.equals("catalog-info.yaml")
                || name.equals("catalog-info.yml")
                || (name.endsWith(".yaml") && name(file.getParent()).equals(".backstage"));
    }

    private static String name(@Nullable Path path) {
        @Nullable Path name = path == null ? null : path.getFileName();
        return name == null ? "" : name.toString();
    }

    /// The repository a file is in, else the given folder.
    private static Path root(Path file, Path otherwise) {
        for (@Nullable Path folder = file.toAbsolutePath().normalize().getParent();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        return otherwise.toAbsolutePath().normalize();
    }

    /// @param root nothing outside of this folder is read
    record Found(Path file, Path root) {}

    /// A file or folder that was named is not there.
    static final class NotFoundException extends Exception {
        private static final long serialVersionUID = 1L;

        NotFoundException(String message) {
            super(message);
        }
    }
}
