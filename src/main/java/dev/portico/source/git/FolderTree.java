package dev.portico.source.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.FileTree;
import dev.portico.scm.PathGlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a plain folder. Links that lead out of it are not followed.
final class FolderTree implements FileTree {
    private final Path root;

    FolderTree(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    @Override
    public @Nullable String revision() {
        return null;
    }

    @Override
    public List<TreeFile> list(PathGlobs globs) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(globs::matches)
                    .sorted()
                    .flatMap(path -> find(path).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new PorticoException(
                    ErrorCode.UPSTREAM_FAILED, "The folder " + root + " can't be read.", e);
        }
    }

    @Override
    public Optional<TreeFile> find(String path) {
        try {
            Path file = root.resolve(path);
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            boolean inside = file.toRealPath().startsWith(root.toRealPath());
            return Optional.of(
                    new TreeFile(
                            path,
                            attributes.size()
                                    + "-"
                                    + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
                                    + "-"
                                    + attributes.fileKey(),
                            inside ? null : "is a symbolic link that leads out of the folder"));
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] read(TreeFile file, int limit) {
        if (file.trouble() != null) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE, file.path() + " " + file.trouble() + ".");
        }
        Path path = root.resolve(file.path());
        try {
            long size = Files.size(path);
            if (size > limit) {
                throw new PorticoException(
                        ErrorCode.TOO_LARGE,
                        "%s is %d KiB; the limit for one file is %d KiB."
                                .formatted(file.path(), size / 1024, limit / 1024));
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UPSTREAM_FAILED, "The file " + path + " can't be read.", e);
        }
    }

    @Override
    public void close() {}
}
