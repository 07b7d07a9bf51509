package dev.portico.template.store;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is in a folder: everything below it, by path, links not followed.
final class FolderScan {
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private final int prefix;
    private final boolean posix;
    private final ArchiveLimits limits;
    private final List<Found> found = new ArrayList<>();
    private long bytes;

    private FolderScan(Path root, ArchiveLimits limits) {
        this.prefix = root.toString().length() + 1;
        this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.limits = limits;
    }

    /// TOO_LARGE when there is more than is allowed.
    static List<Found> of(Path root, ArchiveLimits limits) throws IOException {
        FolderScan scan = new FolderScan(root, limits);
        scan.walk(root);
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

    private void walk(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                visit(entry, attributes(entry));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private BasicFileAttributes attributes(Path path) throws IOException {
        Class<? extends BasicFileAttributes> kind =
                posix ? PosixFileAttributes.class : BasicFileAttributes.class;
        return Files.readAttributes(path, kind, LinkOption.NOFOLLOW_LINKS);
    }

    private void visit(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            add(new Found(name(path), path, null, null, 0));
            walk(path);
        } else if (attributes.isSymbolicLink()) {
            add(new Found(name(path), path, Files.readSymbolicLink(path).toString(), null, 0));
        } else if (attributes.isRegularFile()) {
            bytes += attributes.size();
            if (bytes > limits.bytes()) {
                throw tooLarge("more than " + limits.bytes() / 1_000_000 + " MB");
            }
            Stamp stamp =
                    new Stamp(
                            attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            add(new Found(name(path), path, null, stamp, mode(attributes)));
        } else {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The workspace holds "
                            + name(path)
                            + ", which is no file, folder or symbolic link; it can't be kept.");
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

    private static int mode(BasicFileAttributes attributes) {
        if (!(attributes instanceof PosixFileAttributes posix)) {
            return 0644;
        }
        Set<PosixFilePermission> permissions = posix.permissions();
        int mode = 0;
        for (PosixFilePermission bit : BITS) {
            mode = mode << 1 | (permissions.contains(bit) ? 1 : 0);
        }
        return mode;
    }

    static void setMode(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = new HashSet<>();
            for (int i = 0; i < BITS.length; i++) {
                if ((mode >> (BITS.length - 1 - i) & 1) == 1) {
                    permissions.add(BITS[i]);
                }
            }
            Files.setPosixFilePermissions(file, permissions);
        }
    }
}
