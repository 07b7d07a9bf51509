package dev.portico.template.store;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is in a folder: everything below it, by path, links not followed.
final class FolderScan {
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private final Path root;
    private final int prefix;
    private final ArchiveLimits limits;
    private final List<Found> found = new ArrayList<>();
    private long bytes;

    private FolderScan(Path root, ArchiveLimits limits) {
        this.root = root;
        this.prefix = root.toString().length() + 1;
        this.limits = limits;
    }

    /// TOO_LARGE when there is more than is allowed.
    static List<Found> of(Path root, ArchiveLimits limits) throws IOException {
        FolderScan scan = new FolderScan(root, limits);
        Files.walkFileTree(root, scan.new Visitor());
        scan.found.sort(Comparator.comparing(Found::path));
        return scan.found;
    }

    /// One thing in the folder.
    ///
    /// @param path with slashes, from the root
    /// @param target of a link; null for anything else
    /// @param stamp of a file; null for anything else
    record Found(
            String path, Path file, @Nullable String target, @Nullable Stamp stamp, int mode) {}

    /// What changes when a file does.
    record Stamp(long size, FileTime modified, @Nullable Object key) {}

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root)) {
                add(new Found(name(folder), folder, null, null, 0));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isSymbolicLink()) {
                String target = Files.readSymbolicLink(file).toString();
                add(new Found(name(file), file, target, null, 0));
            } else if (attributes.isRegularFile()) {
                bytes += attributes.size();
                if (bytes > limits.bytes()) {
                    throw tooLarge("more than " + limits.bytes() / 1_000_000 + " MB");
                }
                Stamp stamp =
                        new Stamp(
                                attributes.size(),
                                attributes.lastModifiedTime(),
                                attributes.fileKey());
                add(new Found(name(file), file, null, stamp, mode(file)));
            } else {
                throw new PorticoException(
                        ErrorCode.UNPROCESSABLE,
                        "The workspace holds "
                                + name(file)
                                + ", which is no file, folder or symbolic link; it can't be kept.");
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private void add(Found one) {
        if (found.size() >= limits.files()) {
            throw tooLarge("more than %,d files and folders".formatted(limits.files()));
        }
        found.add(one);
    }

    private static PorticoException tooLarge(String what) {
        return new PorticoException(
                ErrorCode.TOO_LARGE,
                "The workspace of the task holds "
                        + what
                        + ", the limit for one task; let the template fetch less, or delete what is"
                        + " not needed.");
    }

    private String name(Path file) {
        return file.toString().substring(prefix).replace('\\', '/');
    }

    private static int mode(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return 0644;
        }
        Set<PosixFilePermission> permissions =
                Files.readAttributes(file, PosixFileAttributes.class).permissions();
        int mode = 0;
        for (PosixFilePermission bit : BITS) {
            mode = mode << 1 | (permissions.contains(bit) ? 1 : 0);
        }
        return mode;
    }

    static void setMode(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = new java.util.HashSet<>();
            for (int i = 0; i < BITS.length; i++) {
                if ((mode >> (BITS.length - 1 - i) & 1) == 1) {
                    permissions.add(BITS[i]);
                }
            }
            Files.setPosixFilePermissions(file, permissions);
        }
    }
}
