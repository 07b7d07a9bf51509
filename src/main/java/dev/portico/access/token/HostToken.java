package dev.portico.access.token;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PorticoException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A secret in the data folder, new with each start: who can read it may do everything, so that
/// nobody can lock everybody out. The commands send it.
@Singleton
final class HostToken {
    private final Path file;
    private final CredentialBook book;

    @Inject
    HostToken(PlatformConfig config, CredentialBook book) {
        this(config.dataDir(), book);
    }

    HostToken(Path folder, CredentialBook book) {
        this.file = folder.toAbsolutePath().resolve("host.token");
        this.book = book;
    }

    void write() {
        String secret = TokenText.create();
        try {
            Files.createDirectories(file.getParent());
            Path fresh =
                    Files.createTempFile(
                            file.getParent(),
                            "host",
                            ".token",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The file " + file + " can't be written; the data folder must be writable.",
                    e);
        }
        book.addHost(secret);
    }
}
