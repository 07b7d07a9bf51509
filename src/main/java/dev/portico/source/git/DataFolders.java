package dev.portico.source.git;

import dev.portico.platform.PlatformConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where below the data folder Git has its files.
final class DataFolders {
    private DataFolders() {}

    /// The repositories of the host `local`, which the program makes and reads.
    static Path local(PlatformConfig platform) {
        return platform.dataDir().toAbsolutePath().normalize().resolve("git");
    }

    /// For what is being pushed; may be lost.
    static Path scratch(PlatformConfig platform) {
        return platform.dataDir().toAbsolutePath().normalize().resolve("push");
    }

    /// The mirrors of remote repositories; may be lost. Mirrors that an earlier version has where
    /// the repositories of the host `local` are now go there.
    static Path mirrors(PlatformConfig platform) {
        Path mirrors = platform.dataDir().toAbsolutePath().normalize().resolve("mirrors");
        Path before = local(platform);
        try {
            if (Files.isDirectory(before)) {
                Files.createDirectories(mirrors);
                try (DirectoryStream<Path> old =
                        Files.newDirectoryStream(before, "{*-????????????.git,trash-*}")) {
                    for (Path mirror : old) {
                        if (!Files.exists(mirrors.resolve(mirror.getFileName()))) {
                            Files.move(mirror, mirrors.resolve(mirror.getFileName()));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mirrors;
    }
}
