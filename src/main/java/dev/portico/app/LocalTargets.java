package dev.portico.app;

import dev.portico.catalog.PlaceholderReader;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Reads what a descriptor file on this machine points to, within its repository. What stands at a
/// URL is not read here: it is taken to be there, and counted.
final class LocalTargets implements PlaceholderReader {
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

    /// Stands for a text, for JSON and for YAML.
    private static final byte[] UNREAD = "{}".getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final Path root;
    private int unread;

    LocalTargets(DescriptorFiles.Found found) {
        this.file = found.file().toAbsolutePath().normalize();
        this.root = found.root();
    }

    @Override
    public byte[] read(String target) {
        if (isUrl(target)) {
            unread++;
            return UNREAD.clone();
        }
        Path path = resolve(target);
        if (!Files.isRegularFile(path)) {
            throw PorticoException.notFound("There is no such file.");
        }
        try {
            if (!path.toRealPath().startsWith(root.toRealPath())) {
                throw outside();
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new PorticoException(ErrorCode.NOT_FOUND, "The file can't be read.", e);
        }
    }

    /// False when a target names a single file of the repository that is not there.
    boolean exists(String target) {
        return isUrl(target) || target.contains("*") || Files.isRegularFile(resolve(target));
    }

    /// How many targets at URLs were not read.
    int unread() {
        return unread;
    }

    static boolean isUrl(String target) {
        return URL.matcher(target).matches();
    }

    private Path resolve(String target) {
        try {
            Path path =
                    target.startsWith("/")
                            ? root.resolve(target.replaceFirst("^/+", ""))
                            : file.resolveSibling(target);
            if (!path.normalize().startsWith(root)) {
                throw outside();
            }
            return path.normalize();
        } catch (InvalidPathException e) {
            throw new PorticoException(ErrorCode.INVALID_INPUT, "This is no path.", e);
        }
    }

    private PorticoException outside() {
        return PorticoException.invalid("It is outside of the repository.");
    }
}
