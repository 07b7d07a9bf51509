package dev.portico.template.action.fs;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.PathGlobs;
import dev.portico.template.action.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What actions do with files of the workspace.
public final class WorkspaceFiles {
    /// Largest file that is read as text into memory and outputs.
    private static final int MAX_TEXT = 5_000_000;

    private WorkspaceFiles() {}

    /// A file that may be written: its folder is there, and it is no folder itself.
    public static Path forWriting(Workspace workspace, String path) throws IOException {
        Path file = workspace.resolve(path);
        if (Files.isDirectory(file)) {
            throw PorticoException.invalid(
                    "'" + path + "' can't be written as a file: there is a folder of this name.");
        }
        Files.createDirectories(file.getParent());
        return file;
    }

    /// The text of a file. NOT_FOUND, TOO_LARGE; UNPROCESSABLE when it is no text.
    public static String text(Workspace workspace, String path) throws IOException {
        Path file = workspace.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw PorticoException.notFound("There is no file '" + path + "' in the workspace.");
        }
        if (Files.size(file) > MAX_TEXT) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    "'" + path + "' is larger than " + MAX_TEXT / 1_000_000 + " MB.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE, "'" + path + "' is no text in UTF-8.", e);
        }
    }

    /// The path from the workspace, with slashes.
    public static String name(Workspace workspace, Path file) {
        return workspace.root().relativize(file).toString().replace('\\', '/');
    }

    /// What a path or pattern stands for: the path itself when something is there or it is no
    /// pattern, else all files and folders that match, those in a folder before it.
    static List<Path> matching(Workspace workspace, String pattern) throws IOException {
        Path literal = workspace.resolve(pattern);
        if (Files.exists(literal, LinkOption.NOFOLLOW_LINKS) || !PathGlobs.isGlob(pattern)) {
            return List.of(literal);
        }
        PathGlobs globs = PathGlobs.of(List.of(name(workspace, literal)));
        try (Stream<Path> all = Files.walk(workspace.root())) {
            return all.filter(path -> globs.matches(name(workspace, path)))
                    .filter(path -> !path.equals(workspace.root()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /// Deletes a file, a link itself, or a folder with all that is in it; of the workspace itself
    /// only what is in it.
    static void delete(Workspace workspace, Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        if (!folder.equals(workspace.root())) {
                            Files.delete(folder);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
