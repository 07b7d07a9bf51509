package dev.portico.platform.postgres;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The files of one embedded server: cluster, password, remembered port, log.
record ClusterFiles(Path home) {
    private static final String MOVED = "moved-to";
    private static final Path ELSEWHERE = Path.of("/var/lib/portico");

    /// Where the server's files are: the folder itself or, when a start as root had to move them,
    /// the place that it noted.
    static Path home(Path folder) throws IOException {
        Path note = folder.resolve(MOVED);
        return Files.exists(note) ? Path.of(Files.readString(note).strip()) : folder;
    }

    /// Chooses and notes a place that a user other than root can reach.
    static Path moveAway(Path folder) throws IOException {
        String name = "postgres-" + HexFormat.of().toHexDigits(folder.toString().hashCode());
        Path home = Files.createDirectories(ELSEWHERE.resolve(name));
        Files.writeString(folder.resolve(MOVED), home + "\n");
        return home;
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    Path log() {
        return home.resolve("postgres.log");
    }

    Path passwordFile() {
        return home.resolve("password");
    }

    boolean exists() {
        return Files.exists(cluster());
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    void createPassword() throws IOException {
        if (Files.exists(passwordFile())) {
            return;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.createFile(
                passwordFile(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    void requireReadable() {
        if (!Files.isReadable(cluster()) || !Files.isReadable(passwordFile())) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The embedded PostgreSQL's files in %s can't be read by this user, or its password file is missing; start Portico as the user who started it first."
                            .formatted(home));
        }
    }

    void requireMajorVersion(int major) throws IOException {
        String found = Files.readString(cluster().resolve("PG_VERSION")).strip();
        if (!found.equals(String.valueOf(major))) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The data in %s were written by PostgreSQL %s, but this program brings PostgreSQL %d; move them over with pg_dump and pg_restore, or remove the folder to read the catalog anew."
                            .formatted(cluster(), found, major));
        }
    }

    int port() throws IOException {
        return Integer.parseInt(Files.readString(portFile()).strip());
    }

    void rememberPort(int port) throws IOException {
        Files.writeString(portFile(), port + "\n");
    }

    /// The port of last time if it is free, else any free one.
    int choosePort() throws IOException {
        if (Files.exists(portFile()) && isFree(port())) {
            return port();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The last complaint in the log, for people.
    String lastFatal() throws IOException {
        if (!Files.exists(log())) {
            return "it wrote no log.";
        }
        List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
        return lines.reversed().stream()
                .filter(line -> line.contains("FATAL:") || line.contains("could not"))
                .findFirst()
                .map(line -> line.replaceFirst("^.*?(FATAL|LOG|WARNING): *", "") + ".")
                .orElse("its log names no reason.");
    }

    private Path portFile() {
        return home.resolve("port");
    }
}
