package dev.portico.platform.postgres;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// A folder with `bin/initdb`, `bin/pg_ctl` and `bin/postgres`: the bundled one, unpacked once from
/// the class path, or one that is installed.
public final class PostgresBinaries {
    /// The version that the build brings; `EmbeddedPostgresTest` compares.
    static final String BUNDLED_VERSION = "18.6";

    private final Path parent;
    private final Path home;
    private final boolean bundled;

    private PostgresBinaries(Path parent, String name, boolean bundled) {
        this.parent = parent.toAbsolutePath().normalize();
        this.home = this.parent.resolve(name).normalize();
        this.bundled = bundled;
    }

    /// The bundled binaries, unpacked to a sub-folder of `parent` when they are not there yet.
    public static PostgresBinaries bundled(Path parent) {
        return new PostgresBinaries(parent, BUNDLED_VERSION, true);
    }

    /// Binaries of the machine, as `/usr/lib/postgresql/15`.
    public static PostgresBinaries installed(Path home) {
        return new PostgresBinaries(home, "", false);
    }

    /// The same binaries for another place, where bundled ones are unpacked again.
    PostgresBinaries movedTo(Path parent) {
        return bundled ? bundled(parent) : this;
    }

    @Override
    public String toString() {
        return home.toString();
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    void unpackIfAbsent() throws IOException {
        if (!bundled || Files.isExecutable(program("postgres"))) {
            return;
        }
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archiveName())) {
            if (packed == null) {
                throw noBinaries();
            }
            unpack(packed);
        }
    }

    /// Unpacks beside and renames, so that a half unpacked folder is never used and two programs
    /// may do it at once.
    private void unpack(InputStream packed) throws IOException {
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, "unpacking-");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                write(unfinished, entry, tar);
            }
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.delete(unfinished);
            if (!Files.isExecutable(program("postgres"))) {
                throw e;
            }
        }
    }

    private static void write(Path folder, TarArchiveEntry entry, InputStream content)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        if (target.getParent() instanceof Path above) {
            Files.createDirectories(above);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target,
                    PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "darwin" : system.split(" ", 2)[0];
        boolean arm = List.of("aarch64", "arm64").contains(machine);
        return "/postgres-%s-%s.txz".formatted(family, arm ? "arm_64" : "x86_64");
    }

    private static PorticoException noBinaries() {
        return new PorticoException(
                ErrorCode.UNAVAILABLE,
                "There is no embedded PostgreSQL for %s on %s; set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL 15 or newer."
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
}
