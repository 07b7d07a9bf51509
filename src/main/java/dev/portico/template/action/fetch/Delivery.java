package dev.portico.template.action.fetch;

import dev.portico.platform.PorticoException;
import dev.portico.template.action.Workspace;
import dev.portico.template.action.fs.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Puts files into one folder of the workspace, within the limits of one step and nowhere else.
final class Delivery {
    private final Workspace workspace;
    private final Path target;
    private final Skeleton from;
    private final FetchLimits limits;
    private final List<Path> links = new ArrayList<>();
    private final Set<Path> ready = new HashSet<>();
    private long bytes;

    Delivery(Workspace workspace, Path target, Skeleton from, FetchLimits limits) {
        this.workspace = workspace;
        this.target = target;
        this.from = from;
        this.limits = limits;
    }

    /// Where a path in the folder is. INVALID_INPUT when it leads out of it.
    Path at(String path) {
        Path place;
        try {
            place = target.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw PorticoException.invalid("'" + path + "' is no path of a file.");
        }
        if (!place.startsWith(target) || place.equals(target)) {
            throw PorticoException.invalid(
                    "The file name '" + path + "' leads out of the folder that is written.");
        }
        return place;
    }

    static boolean exists(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }

    /// Makes a folder, if it is not there. INVALID_INPUT when it is not in the workspace, also
    /// behind links.
    void folder(Path place) throws IOException {
        if (ready.contains(place)) {
            return;
        }
        workspace.resolve(place.toString());
        if (exists(place) && !Files.isDirectory(place)) {
            throw PorticoException.invalid(
                    "The folder '"
                            + name(place)
                            + "' can't be made: there is a file of this name.");
        }
        Files.createDirectories(place);
        ready.add(place);
    }

    /// Writes a file; what is there is overwritten.
    void file(Path place, byte[] content, boolean executable) throws IOException {
        bytes += content.length;
        limits.requireBytes(from, bytes);
        folder(Objects.requireNonNull(place.getParent()));
        try {
            write(place, content, executable);
        } catch (IOException e) {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw PorticoException.invalid(
                        "The file '"
                                + name(place)
                                + "' can't be made: there is a folder of this name.");
            }
            throw e;
        }
    }

    /// Writes a file whose place is known to be right.
    static void write(Path file, byte[] content, boolean executable) throws IOException {
        try {
            // mostly there is nothing yet, which needs no look before
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            if (Files.isSymbolicLink(file)) {
                // it is replaced, not what it leads to
                Files.delete(file);
            }
            Files.write(file, content);
        }
        if (executable) {
            makeExecutable(file);
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    /// Makes a symbolic link. INVALID_INPUT when it leads out of the workspace.
    void link(Path place, String leadsTo) throws IOException {
        Path end;
        try {
            end = place.resolveSibling(leadsTo).normalize();
        } catch (InvalidPathException e) {
            throw PorticoException.invalid("The link '" + name(place) + "' leads to no path.");
        }
        if (leadsTo.startsWith("/") || !end.startsWith(workspace.root())) {
            throw PorticoException.invalid(
                    "The symbolic link '"
                            + name(place)
                            + "' leads to '"
                            + leadsTo
                            + "', out of the workspace of the task.");
        }
        folder(Objects.requireNonNull(place.getParent()));
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            throw PorticoException.invalid(
                    "The link '"
                            + name(place)
                            + "' can't be made: there is a folder of this name.");
        }
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, Path.of(leadsTo));
        links.add(place);
        // what was in the workspace may now lie behind a link
        ready.clear();
    }

    /// All is written. INVALID_INPUT when links together lead out of the workspace, though each by
    /// itself seemed not to.
    void finish() throws IOException {
        for (Path link : links) {
            if (Files.exists(link) && !link.toRealPath().startsWith(workspace.root())) {
                Files.delete(link);
                throw PorticoException.invalid(
                        "The symbolic link '"
                                + name(link)
                                + "' leads out of the workspace of the task.");
            }
        }
    }

    private String name(Path place) {
        return WorkspaceFiles.name(workspace, place);
    }
}
